"""What a member does with cases: lists, opens, acts, answers, keeps."""
