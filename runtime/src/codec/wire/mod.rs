//! DynamoDB JSON, as it is on the wire.
