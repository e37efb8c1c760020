-- Exports of trade histories on their way into portfolios, in parts. Whoever owns the portfolio books a part and notes
-- what became of it in the same transaction.
create table trade_imports (
    portfolio_id text        not null,
    import_id    text        not null,
    part         int         not null,
    fills        jsonb,
    booked       int         not null default 0,
    known        int         not null default 0,
    differing    int         not null default 0,
    others       int         not null default 0,
    received_at  timestamptz not null default now(),
    primary key (portfolio_id, import_id, part)
);

create index trade_imports_waiting on trade_imports (portfolio_id) where fills is not null;
