//! The printed slip: labels in three languages, amounts, dates, brought to members.
