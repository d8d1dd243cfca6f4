# Koers as one container: granian behind a proxy that speaks TLS. Settings: docs/settings.md.

# Debian is named, since it brings pg_dump: that must not be older than the server of docker-compose.yml.
FROM python:3.13-slim-trixie AS build
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
    && rm -rf .build/packages \
    && .venv/bin/python -m compileall -q config municipalities strategy

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --home-dir /app --shell /usr/sbin/nologin koers
WORKDIR /app
COPY --from=build --chown=root:root /app /app
# Uploads are kept in a volume; everything else in the image belongs to root and is only read.
RUN mkdir -p /app/var/media /backups && chown koers:koers /app/var /app/var/media /backups
USER koers
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp/cache DEBUG=false \
    GRANIAN_HOST=0.0.0.0 GRANIAN_INTERFACE=wsgi GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=8 GRANIAN_RESPAWN_FAILED_WORKERS=true \
    GRANIAN_WORKERS_KILL_TIMEOUT=25
VOLUME /app/var/media
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-c", "\
import http.client, sys; \
site = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); \
site.request('GET', '/readyz'); \
sys.exit(site.getresponse().status >= 400)"]
CMD ["python", "-m", "config.serving", "--no-ws", "config.wsgi:application"]
