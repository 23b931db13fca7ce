//! Picture in, codes out.
