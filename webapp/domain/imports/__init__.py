"""Judging files from spreadsheets before anything is written: rosters, people, checks and deeds."""
