"""The words with which the program starts its own other lives; no clerk types them."""

SELF_TEST = "--self-test"
TYPIST = "--self-test-typist"
FINISH_UPDATE = "--finish-update"
