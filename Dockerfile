# Koers as one container: granian behind a proxy that speaks TLS. Settings: docs/settings.md.

FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.lock requirements-node.lock ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && python -m venv /node && /node/bin/pip install --no-cache-dir --require-hashes -r requirements-node.lock
COPY . .
RUN PATH="/node/bin:$PATH" .venv/bin/python -m strategy.public.assets.build \
    && .venv/bin/python config/locale/compile.py config/locale/*/LC_MESSAGES/*.po \
    && DEBUG=false SECRET_KEY=only-while-the-image-is-being-built-0000 ALLOWED_HOSTS=localhost DATA_DIR=/app/var \
       .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf .build/packages

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app koers
WORKDIR /app
COPY --from=build --chown=root:root /app /app
# Uploads are kept in a volume; everything else in the image belongs to root and is only read.
RUN mkdir -p /app/var/media && chown koers:koers /app/var /app/var/media
USER koers
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DEBUG=false \
    GRANIAN_HOST=0.0.0.0 GRANIAN_INTERFACE=wsgi GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=8 GRANIAN_RESPAWN_FAILED_WORKERS=true
VOLUME /app/var/media
EXPOSE 8000
# The probe asks as the proxy does: by a host that is allowed, over what counts as TLS.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "\
import os, sys, http.client; \
host = os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('.*') or 'localhost'; \
site = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); \
site.request('GET', '/nl/', headers={'Host': host, 'X-Forwarded-Proto': 'https'}); \
sys.exit(site.getresponse().status >= 400)"]
CMD ["granian", "--no-ws", "config.wsgi:application"]
