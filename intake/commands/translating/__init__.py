"""``intake languages``: what each language says and lacks, who has read it; adding one."""
