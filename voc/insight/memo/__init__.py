"""The weekly memo: drafted by the scheduler, chosen and signed by an editor, mailed to executives once."""
