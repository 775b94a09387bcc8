-- Versions of policies are events of the log now, policy.published/1: what this table held was never released.
DROP TABLE policy_version;
