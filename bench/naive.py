#!/usr/bin/env python3
"""naive.py HOST PORT USER PASSWORD: what a weekend's script does to find invitations. It fetches every mail whole, one
by one, and searches subject and texts for a few words."""
import email
import email.policy
import imaplib
import re
import sys

WORDS = re.compile(r"interview|phone screen|vorstellungsgespr|availab|next round", re.I)


def texts(message):
    for part in message.walk():
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def main():
    host, port, user, password = sys.argv[1:5]
    imaplib._MAXLINE = 1 << 26  # the answer to SEARCH of a large mailbox is one line
    box = imaplib.IMAP4(host, int(port))
    box.login(user, password)
    box.select("INBOX", readonly=True)
    numbers = box.search(None, "ALL")[1][0].split()
    found = 0
    for number in numbers:
        raw = box.fetch(number, "(BODY.PEEK[])")[1][0][1]
        message = email.message_from_bytes(raw, policy=email.policy.default)
        if any(WORDS.search(t) for t in [str(message["subject"]), *texts(message)]):
            found += 1
    box.logout()
    print(len(numbers), "mails,", found, "found")


main()
