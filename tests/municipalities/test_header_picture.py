"""The picture behind a town's mission: light to send, without what a camera notes, and never in the way of the text."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from municipalities.colours import contrast, scale
from municipalities.models import Municipality
from municipalities.uploads import HEADER
from strategy.public.assets.build import SOURCES
from tests.admin.forms import filled


def photograph(width=2400, height=1800) -> SimpleUploadedFile:
    picture = Image.effect_noise((width, height), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "the camera of the mayor"
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("hall.jpg", file.getvalue(), "image/jpeg")


@pytest.fixture
def upload(client, administrator, town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def post(file):
        client.force_login(administrator)
        address = reverse("admin:municipalities_municipality_change", args=[town.pk])
        page = client.post(address, filled(client.get(address), "municipality_form", header_picture=file))
        client.logout()
        return page

    return post


def test_a_photograph_is_made_light_and_lies_behind_the_mission(client, upload, town, published):
    assert upload(photograph()).status_code == 302
    html = client.get("/nl/lindehoven/").content.decode()
    address = re.search(r'<img class="hero__picture" src="([^"]+)" alt=""', html)[1]
    answer = client.get(address)
    sent = b"".join(answer.streaming_content)
    assert (answer["Content-Type"], answer.cookies) == ("image/webp", {})
    assert b"mayor" not in sent
    with Image.open(io.BytesIO(sent)) as picture:
        assert picture.size == HEADER


def test_a_small_picture_is_not_blown_up(upload, town):
    upload(photograph(800, 300))
    with Image.open(Municipality.objects.get(pk=town.pk).header_picture) as picture:
        assert picture.size == (800, 300)


def test_what_is_no_picture_is_refused(upload, town):
    page = upload(SimpleUploadedFile("hall.jpg", b"<svg><script/></svg>", "image/jpeg"))
    assert page.status_code == 200
    assert not Municipality.objects.get(pk=town.pk).header_picture


def test_without_one_there_is_no_picture(client, published):
    assert "hero__picture" not in client.get("/nl/lindehoven/").content.decode()


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_white_text_can_be_read_on_any_picture(brand):
    """The worst picture is white: what shines through the town's colour must leave enough contrast (WCAG 1.4.3)."""
    css = (SOURCES / "site.css").read_text()
    cover = float(re.search(r"\.hero--picture::after\{[^}]*opacity:([.\d]+)", css)[1])
    ground = scale("#{:02x}{:02x}{:02x}".format(*brand))["700"]
    channels = [int(ground[place : place + 2], 16) for place in (1, 3, 5)]
    seen = "#" + "".join(f"{round(cover * channel + (1 - cover) * 255):02x}" for channel in channels)
    assert contrast("#ffffff", seen) >= 4.5
