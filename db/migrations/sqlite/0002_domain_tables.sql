-- The tables that people and dashboards read. Everything in them comes from the journal (projections) or from market
-- data; nothing decides by them. Names are fixed; the documentation of each column is in docs/storage.md.
-- Times are text in UTC, 2026-03-05T12:00:00.000000Z, so that their order is that of the text. Amounts are
-- exact decimals as canonical text: shown, never computed with in SQL.

-- Candles; base interval 1m, timeframes that a venue sends besides.
CREATE TABLE ohlcv (
    time TEXT NOT NULL,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    interval TEXT NOT NULL,
    open TEXT NOT NULL,
    high TEXT NOT NULL,
    low TEXT NOT NULL,
    close TEXT NOT NULL,
    volume TEXT NOT NULL,
    agent TEXT NOT NULL,
    PRIMARY KEY (time, symbol, exchange, interval)
);
CREATE INDEX ohlcv_symbol_time_idx ON ohlcv (symbol, time DESC);

-- Liquidated volume of a timeframe that begins at time, in quote currency.
CREATE TABLE liquidation_snapshots (
    time TEXT NOT NULL,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    timeframe TEXT NOT NULL,
    long_liq TEXT NOT NULL,
    short_liq TEXT NOT NULL,
    total_liq TEXT NOT NULL,
    agent TEXT NOT NULL,
    PRIMARY KEY (time, symbol, exchange, timeframe)
);
CREATE INDEX liquidation_snapshots_symbol_time_idx ON liquidation_snapshots (symbol, time DESC);

-- Liquidation clusters as they were found.
CREATE TABLE clusters (
    id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    price_level TEXT NOT NULL,
    cluster_size TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('long', 'short')),
    timeframe TEXT NOT NULL,
    detected_at TEXT NOT NULL,
    agent TEXT NOT NULL,
    UNIQUE (symbol, exchange, timeframe, price_level, detected_at)
);
CREATE INDEX clusters_symbol_detected_at_idx ON clusters (symbol, detected_at DESC);

-- One round trip of a trader: from flat through a position to flat.
CREATE TABLE trades (
    trade_id TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('long', 'short')),
    entry_price TEXT NOT NULL,
    exit_price TEXT,
    size TEXT NOT NULL,
    pnl TEXT,
    fees TEXT NOT NULL,
    stop_loss TEXT,
    take_profit TEXT,
    entry_time TEXT NOT NULL,
    exit_time TEXT,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    CHECK ((status = 'closed') = (exit_time IS NOT NULL))
);
CREATE INDEX trades_agent_entry_time_idx ON trades (agent, entry_time DESC);
CREATE INDEX trades_symbol_entry_time_idx ON trades (symbol, entry_time DESC);

-- What scanners claimed.
CREATE TABLE signals (
    signal_id TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    signal_type TEXT NOT NULL,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    params TEXT NOT NULL CHECK (json_valid(params)),
    created_at TEXT NOT NULL
);
CREATE INDEX signals_agent_created_at_idx ON signals (agent, created_at DESC);
CREATE INDEX signals_symbol_created_at_idx ON signals (symbol, created_at DESC);

-- Every actor that ever wrote to the journal.
CREATE TABLE agents (
    agent_id INTEGER PRIMARY KEY,
    agent_name TEXT NOT NULL UNIQUE,
    agent_type TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    last_seen TEXT
);

-- What each agent did, one row a journalled event.
CREATE TABLE agent_logs (
    log_id INTEGER NOT NULL,
    agent TEXT NOT NULL,
    terminal TEXT NOT NULL,
    event_type TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (log_id, created_at)
);
CREATE INDEX agent_logs_agent_created_at_idx ON agent_logs (agent, created_at DESC);

-- Clicks on affiliate links; ip_address holds a salted daily hash, never an address.
CREATE TABLE affiliate_clicks (
    click_id INTEGER PRIMARY KEY,
    ref_code TEXT NOT NULL,
    source TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    user_agent TEXT,
    clicked_at TEXT NOT NULL
);
CREATE INDEX affiliate_clicks_ref_code_clicked_at_idx ON affiliate_clicks (ref_code, clicked_at DESC);

-- The longest wicks of an instrument over a period, as fractions of the price.
CREATE TABLE wicks (
    wick_id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    max_wick_up TEXT NOT NULL,
    max_wick_down TEXT NOT NULL,
    analyzed_period TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    agent TEXT NOT NULL,
    UNIQUE (symbol, exchange, analyzed_period)
);

-- Results of an agent over a period: all, or a UTC day such as 2026-03-05.
CREATE TABLE pnl (
    pnl_id INTEGER PRIMARY KEY,
    agent TEXT NOT NULL,
    period TEXT NOT NULL,
    total_pnl TEXT NOT NULL,
    win_rate REAL,
    trades_count INTEGER NOT NULL,
    calculated_at TEXT NOT NULL,
    UNIQUE (agent, period),
    CHECK (trades_count >= 0 AND (win_rate IS NULL OR win_rate BETWEEN 0 AND 1))
);

-- An account marked to market, one row a step.
CREATE TABLE equity (
    time TEXT NOT NULL,
    account TEXT NOT NULL,
    agent TEXT NOT NULL,
    equity TEXT NOT NULL,
    peak TEXT NOT NULL,
    day_start TEXT NOT NULL,
    max_drawdown TEXT NOT NULL,
    PRIMARY KEY (time, account)
);

-- The traders and what they hold.
CREATE TABLE auto_traders (
    trader_id INTEGER PRIMARY KEY,
    trader_name TEXT NOT NULL UNIQUE,
    strategy TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    current_positions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(current_positions)),
    last_trade_time TEXT,
    created_at TEXT NOT NULL
);

-- Learned models.
CREATE TABLE models (
    model_id INTEGER PRIMARY KEY,
    model_name TEXT NOT NULL,
    version TEXT NOT NULL,
    agent TEXT NOT NULL,
    params TEXT NOT NULL CHECK (json_valid(params)),
    trained_at TEXT NOT NULL,
    UNIQUE (model_name, version)
);

-- Scores of learned models.
CREATE TABLE metrics (
    metric_id INTEGER PRIMARY KEY,
    model_name TEXT NOT NULL,
    version TEXT NOT NULL,
    metric TEXT NOT NULL,
    value REAL NOT NULL,
    agent TEXT NOT NULL,
    measured_at TEXT NOT NULL
);
CREATE INDEX metrics_model_measured_at_idx ON metrics (model_name, version, measured_at DESC);

-- How far each projection has read the journal; in one transaction with its rows.
CREATE TABLE projections (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    updated_at TEXT NOT NULL
);
