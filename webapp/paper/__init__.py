"""What a month prints: notice, slips, handbooks, blank checklists, door plates. It reads, and changes nothing."""
