"""Keys of the hub and the signed word that names them (docs/protocol/enrolment.md)."""
