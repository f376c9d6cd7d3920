"""Photos and unfinished uploads, the same asked of a folder and of an S3 bucket."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace

import pytest

from tests.buckets import client_of, keys_in
from tests.conftest import make_settings
from webapp.config import IncompleteSettings, load_settings
from webapp.photo_store import Stores
from webapp.storage import StoreAway

PHOTO = random.Random(1).randbytes(240_000)
LARGE = random.Random(2).randbytes(8 << 20)
SHA256 = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture(params=["folder", "bucket"])
def settings(request, tmp_path):
    found = request.getfixturevalue("bucket") if request.param == "bucket" else None
    return make_settings(tmp_path, bucket=found)


@pytest.fixture
def servers(settings):
    """Two servers of one installation."""
    return Stores(settings), Stores(settings)


def test_a_photo_that_one_server_kept_the_other_one_reads(servers):
    one, other = servers
    one.photos.keep(1, SHA256, PHOTO)
    one.photos.keep(1, SHA256, PHOTO)
    assert other.photos.has(1, SHA256)
    assert other.photos.read(1, SHA256) == PHOTO


def test_a_photo_of_the_largest_size_comes_back_whole(servers):
    one, other = servers
    one.photos.keep(1, "b" * 64, LARGE)
    assert hashlib.sha256(other.photos.read(1, "b" * 64)).digest() == hashlib.sha256(LARGE).digest()


def test_a_photo_of_another_community_is_not_there(servers):
    one, other = servers
    one.photos.keep(1, SHA256, PHOTO)
    assert not other.photos.has(2, SHA256)
    with pytest.raises(FileNotFoundError):
        other.photos.read(2, SHA256)


def test_an_upload_goes_on_at_whichever_server_answers(servers):
    one, other = servers
    beginning = one.uploads.begin(1, "u-1", iter([PHOTO[:20_000], PHOTO[20_000:32_768]]))
    assert beginning.length == 32_768
    beginning.stay()
    assert other.uploads.append(1, "u-1", 32_768, iter([PHOTO[32_768:65_536]])) == 32_768
    assert one.uploads.append(1, "u-1", 65_536, iter([PHOTO[65_536:]])) == len(PHOTO) - 65_536
    assert other.uploads.read(1, "u-1", len(PHOTO)) == PHOTO


@pytest.mark.parametrize("seed", range(20))
def test_bytes_sent_twice_in_other_parts_give_the_same_whole(servers, seed):
    """Cuts at random places, and both servers get the bytes after them, in parts of different lengths."""
    chance = random.Random(seed)
    servers[0].uploads.begin(1, "u-1", iter([])).stay()
    offset = 0
    while offset < len(PHOTO):
        for server in chance.sample(servers, 2):
            length = chance.randrange(1, 90_000)
            kept = server.uploads.append(1, "u-1", offset, iter([PHOTO[offset : offset + length]]))
        offset += kept
    assert servers[0].uploads.read(1, "u-1", len(PHOTO)) == PHOTO


def test_an_upload_that_lacks_bytes_is_not_read(servers):
    with pytest.raises(FileNotFoundError):
        servers[0].uploads.read(1, "u-none", 10)


def test_an_upload_in_one_request_becomes_the_photo_and_leaves_nothing_behind(servers):
    one, other = servers
    beginning = one.uploads.begin(1, "u-1", iter([PHOTO]))
    assert beginning.read() == PHOTO
    beginning.become_photo(SHA256)
    assert other.photos.read(1, SHA256) == PHOTO
    assert other.uploads.rested(1, -1) == []


def test_a_dropped_upload_is_gone_for_both_and_may_be_dropped_twice(servers):
    one, other = servers
    for identity in ("u-1", "u-2"):
        one.uploads.begin(1, identity, iter([PHOTO[:100]])).stay()
    one.uploads.append(1, "u-1", 100, iter([PHOTO[100:200]]))
    for server in servers:
        server.uploads.drop(1, "u-1")
    assert other.uploads.rested(1, -1) == ["u-2"]
    assert other.uploads.rested(1, 60) == other.uploads.rested(2, -1) == []


def test_the_bucket_holds_what_it_should_and_under_its_prefix(bucket, tmp_path):
    settings = make_settings(tmp_path, bucket=replace(bucket, prefix="hillside"))
    Stores(settings).photos.keep(7, SHA256, PHOTO)
    assert keys_in(bucket) == [f"hillside/photos/7/{SHA256}"]
    assert list(settings.photos.iterdir()) == []


def test_a_bucket_that_refuses_keeps_nothing_and_says_so(bucket, tmp_path):
    client_of(bucket).delete_bucket(Bucket=bucket.name)
    stores = Stores(make_settings(tmp_path, bucket=bucket))
    with pytest.raises(StoreAway):
        stores.photos.keep(1, SHA256, PHOTO)
    with pytest.raises(StoreAway):
        stores.uploads.append(1, "u-1", 0, iter([PHOTO]))


def test_a_store_says_whether_it_works(servers, settings):
    assert servers[0].photos.works()
    if settings.bucket is None:
        settings.photos.rmdir()
        assert not servers[0].photos.works()
    else:
        away = replace(settings, bucket=replace(settings.bucket, endpoint="http://127.0.0.1:9"))
        assert not Stores(away).photos.works()


def test_half_a_buckets_settings_are_refused_by_name(tmp_path):
    with pytest.raises(IncompleteSettings) as refused:
        load_settings(tmp_path, {"SANBAO_S3_BUCKET": "sanbao", "SANBAO_S3_KEY_ID": "key"})
    assert refused.value.args == (["SANBAO_S3_ENDPOINT", "SANBAO_S3_SECRET"],)


def test_the_bucket_s_secret_is_not_shown_with_the_settings(bucket, tmp_path):
    told = replace(bucket, secret="pJ7-only-the-bucket-knows")
    settings = make_settings(tmp_path, bucket=told)
    shown = [repr(settings), str(settings.bucket), f"{settings.as_flask()}", repr(Stores(settings))]
    assert [words for words in shown if told.secret in words] == []


def test_no_secret_is_shown_with_the_settings(tmp_path):
    told = {"metrics_token": "pJ7-for-metrics-alone", "redis_url": "redis://:pJ7-of-redis@127.0.0.1:6379/0"}
    settings = make_settings(tmp_path, database_url="postgresql://sanbao:pJ7-of-the-database@127.0.0.1/sanbao", **told)
    assert settings.secret_key not in repr(settings)
    assert "pJ7" not in repr(settings)


def test_a_photo_that_was_dropped_is_gone_for_both_and_dropping_it_again_does_nothing(servers):
    one, other = servers
    one.photos.keep(1, SHA256, PHOTO)
    one.photos.keep(2, SHA256, PHOTO)
    other.photos.drop(1, SHA256)
    one.photos.drop(1, SHA256)
    assert not one.photos.has(1, SHA256)
    assert one.photos.has(2, SHA256)
