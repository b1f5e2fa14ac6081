"""The tests. They mirror ``generator/``; what concerns the whole house lies here at the top."""
