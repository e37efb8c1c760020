-- Every plan as it stands, closed ones included; body is the plan as the service keeps it.
create table plans (
    portfolio_id text        not null,
    plan_id      text        not null,
    version      bigint      not null,
    status       text        not null,
    symbol       text        not null,
    opened_at    timestamptz not null,
    body         text        not null,
    primary key (portfolio_id, plan_id)
);

create index plans_not_closed on plans (portfolio_id, plan_id) where status <> 'CLOSED';

-- What was said of each plan, in the words in which it was published.
create table plan_history (
    number       bigint generated always as identity primary key,
    portfolio_id text        not null,
    plan_id      text        not null,
    version      bigint      not null,
    body         text        not null,
    occurred_at  timestamptz not null
);

create index plan_history_of_plan on plan_history (portfolio_id, plan_id, number);

-- Commands that were not carried out; the subject is a plan or the id of an operator's command.
create table refused_plan_commands (
    number           bigint generated always as identity primary key,
    portfolio_id     text        not null,
    subject          text        not null,
    code             text        not null,
    expected_version bigint,
    message          text        not null,
    occurred_at      timestamptz not null
);

create index refused_plan_commands_of_subject on refused_plan_commands (portfolio_id, subject, number);
