//! Reading and writing the formats that other tools use: bytes in, bytes out.
