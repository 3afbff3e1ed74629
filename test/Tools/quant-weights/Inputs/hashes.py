"""hashes.py FILE... prints the first 16 digits of the SHA-256 of each file."""

import hashlib
import sys

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        print(hashlib.sha256(file.read()).hexdigest()[:16])
