"""What the worker does: a job registered here runs on demand or by the clock, once however many workers there are.

A job is an operation: a plain function that may run again from its beginning at any time.
"""

from __future__ import annotations

from huey import crontab

from webapp.chat.send import send_due_messages, send_message
from webapp.jobs import Job, Timetable, forget_old_progress
from webapp.operations.call_in_line import call_in_line
from webapp.operations.close_month import score_due_months, start_scoring
from webapp.operations.examine_photo import examine_photos
from webapp.operations.expire import expire
from webapp.operations.refresh_statistics import refresh_statistics
from webapp.operations.sweep_uploads import sweep_uploads
from webapp.paper.print_job import print_paper
from webapp.reports.print_pins import print_pins
from webapp.reports.verification_report import print_verification
from webapp.verification.verify_month import verify_month

# Called as job(community_id, ...) after start_job(job, community_id, ...).
ON_DEMAND: tuple[Job, ...] = (print_paper, print_pins, print_verification, score_due_months, send_message, verify_month)

# Called as job(); the clock is UTC and counts in minutes.
BY_THE_CLOCK: tuple[tuple[Job, Timetable], ...] = (
    (forget_old_progress, crontab(minute="17")),
    (examine_photos, crontab()),
    (send_due_messages, crontab()),
    (sweep_uploads, crontab(minute="41")),
    # Turns pass on at midnight, wherever a community is.
    (call_in_line, crontab(minute="3")),
    (expire, crontab(minute="53", hour="*/3")),
    (refresh_statistics, crontab(minute="11", hour="*/3")),
    # Soon after midnight wherever a community is, and by day for an office PC that is off at night.
    (start_scoring, crontab(minute="29", hour="*/3")),
)
