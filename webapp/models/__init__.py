"""Tables, one noun per file; every row belongs to one community."""

from webapp.models.account import Account, AccountHolder
from webapp.models.activity import Activity, Attendance, SignUp
from webapp.models.assignment import Assignment
from webapp.models.audit_event import AuditEvent, AuditWords
from webapp.models.calendar_day import CalendarDay
from webapp.models.change import Change
from webapp.models.check import Check, CheckCompanion, CheckPhoto
from webapp.models.community import Community
from webapp.models.courtyard import Courtyard
from webapp.models.deed import Deed, DeedDecision, DeedPhoto
from webapp.models.device import Device
from webapp.models.erasure import Erasure
from webapp.models.finding import Finding
from webapp.models.fund_entry import FundEntry
from webapp.models.good import Good, StockEntry
from webapp.models.grid import Grid
from webapp.models.group_message import GroupMessage, GroupRobot
from webapp.models.help_task import HelpPhoto, HelpStep, HelpTask
from webapp.models.household import Household
from webapp.models.household_access import AccessVisit, HouseholdAccess, Throttle
from webapp.models.invitation import Invitation
from webapp.models.lane import Lane
from webapp.models.ledger_entry import LedgerEntry
from webapp.models.month import Month, MonthStep
from webapp.models.objection import Objection, ObjectionStep
from webapp.models.objection_photo import ObjectionPhoto
from webapp.models.person import Membership, Person
from webapp.models.photo import Photo, PhotoLikeness, PhotoPrint
from webapp.models.photo_cover import PhotoConsent, PhotoCover
from webapp.models.public_document import DocumentVersion, PublicDocument
from webapp.models.publication import Publication, PublicationLeaf
from webapp.models.put_right import PutRight, PutRightPhoto
from webapp.models.received_entry import ReceivedEntry
from webapp.models.recusal import Recusal
from webapp.models.redemption import Redemption
from webapp.models.reservation import Reservation
from webapp.models.review import Review
from webapp.models.roster_act import RosterAct
from webapp.models.rule_book import RuleBookDraft, RuleBookVersion
from webapp.models.sample import DrawnCheck, Sample, SamplePhoto, SampleView, SampleVisit
from webapp.models.score import Score
from webapp.models.second_step import RecoveryCode, SecondStep
from webapp.models.settlement import Settlement
from webapp.models.sign_in import SignIn
from webapp.models.sign_in_code import SignInCode
from webapp.models.signature import Signature
from webapp.models.team import Team, TeamMember
from webapp.models.typed_check import TypedCheck, WalkSheet
from webapp.models.upload import Upload
from webapp.models.user import User, UserRole
from webapp.models.walk import Walk

__all__ = [
    "AccessVisit",
    "Account",
    "AccountHolder",
    "Activity",
    "Assignment",
    "Attendance",
    "AuditEvent",
    "AuditWords",
    "CalendarDay",
    "Change",
    "Check",
    "CheckCompanion",
    "CheckPhoto",
    "Community",
    "Courtyard",
    "Deed",
    "DeedDecision",
    "DeedPhoto",
    "Device",
    "DocumentVersion",
    "DrawnCheck",
    "Erasure",
    "Finding",
    "FundEntry",
    "Good",
    "Grid",
    "GroupMessage",
    "GroupRobot",
    "HelpPhoto",
    "HelpStep",
    "HelpTask",
    "Household",
    "HouseholdAccess",
    "Invitation",
    "Lane",
    "LedgerEntry",
    "Membership",
    "Month",
    "MonthStep",
    "Objection",
    "ObjectionPhoto",
    "ObjectionStep",
    "Person",
    "Photo",
    "PhotoConsent",
    "PhotoCover",
    "PhotoLikeness",
    "PhotoPrint",
    "PublicDocument",
    "Publication",
    "PublicationLeaf",
    "PutRight",
    "PutRightPhoto",
    "ReceivedEntry",
    "RecoveryCode",
    "Recusal",
    "Redemption",
    "Reservation",
    "Review",
    "RosterAct",
    "RuleBookDraft",
    "RuleBookVersion",
    "Sample",
    "SamplePhoto",
    "SampleView",
    "SampleVisit",
    "Score",
    "SecondStep",
    "Settlement",
    "SignIn",
    "SignInCode",
    "SignUp",
    "Signature",
    "StockEntry",
    "Team",
    "TeamMember",
    "Throttle",
    "TypedCheck",
    "Upload",
    "User",
    "UserRole",
    "Walk",
    "WalkSheet",
]
