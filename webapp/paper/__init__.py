"""What a month prints: notice sheets, slips, handbooks, blank checklists, door plates. It reads, and changes nothing."""
