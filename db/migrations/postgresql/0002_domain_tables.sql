-- The tables that people and dashboards read. Everything in them comes from the journal (projections) or from market
-- data; nothing decides by them. Names are fixed; the documentation of each column is in docs/storage.md.

-- Candles; base interval 1m, timeframes that a venue sends besides.
CREATE TABLE ohlcv (
    time TIMESTAMPTZ NOT NULL,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    interval TEXT NOT NULL,
    open NUMERIC NOT NULL,
    high NUMERIC NOT NULL,
    low NUMERIC NOT NULL,
    close NUMERIC NOT NULL,
    volume NUMERIC NOT NULL,
    agent TEXT NOT NULL,
    PRIMARY KEY (time, symbol, exchange, interval),
    CHECK (low > 0 AND low <= LEAST(open, close) AND high >= GREATEST(open, close) AND volume >= 0)
);
CREATE INDEX ohlcv_symbol_time_idx ON ohlcv (symbol, time DESC);

-- Liquidated volume of a timeframe that begins at time, in quote currency.
CREATE TABLE liquidation_snapshots (
    time TIMESTAMPTZ NOT NULL,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    timeframe TEXT NOT NULL,
    long_liq NUMERIC NOT NULL,
    short_liq NUMERIC NOT NULL,
    total_liq NUMERIC NOT NULL,
    agent TEXT NOT NULL,
    PRIMARY KEY (time, symbol, exchange, timeframe),
    CHECK (long_liq >= 0 AND short_liq >= 0 AND total_liq = long_liq + short_liq)
);
CREATE INDEX liquidation_snapshots_symbol_time_idx ON liquidation_snapshots (symbol, time DESC);

-- Liquidation clusters as they were found.
CREATE TABLE clusters (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    price_level NUMERIC NOT NULL,
    cluster_size NUMERIC NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('long', 'short')),
    timeframe TEXT NOT NULL,
    detected_at TIMESTAMPTZ NOT NULL,
    agent TEXT NOT NULL,
    UNIQUE (symbol, exchange, timeframe, price_level, detected_at),
    CHECK (price_level > 0 AND cluster_size >= 0)
);
CREATE INDEX clusters_symbol_detected_at_idx ON clusters (symbol, detected_at DESC);

-- One round trip of a trader: from flat through a position to flat.
CREATE TABLE trades (
    trade_id TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('long', 'short')),
    entry_price NUMERIC NOT NULL,
    exit_price NUMERIC,
    size NUMERIC NOT NULL,
    pnl NUMERIC,
    fees NUMERIC NOT NULL,
    stop_loss NUMERIC,
    take_profit NUMERIC,
    entry_time TIMESTAMPTZ NOT NULL,
    exit_time TIMESTAMPTZ,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    CHECK ((status = 'closed') = (exit_time IS NOT NULL)),
    CHECK (entry_price > 0 AND size > 0)
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
    params JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX signals_agent_created_at_idx ON signals (agent, created_at DESC);
CREATE INDEX signals_symbol_created_at_idx ON signals (symbol, created_at DESC);

-- Every actor that ever wrote to the journal.
CREATE TABLE agents (
    agent_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_name TEXT NOT NULL UNIQUE,
    agent_type TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    last_seen TIMESTAMPTZ
);

-- What each agent did, one row a journalled event.
CREATE TABLE agent_logs (
    log_id BIGINT NOT NULL,
    agent TEXT NOT NULL,
    terminal TEXT NOT NULL,
    event_type TEXT NOT NULL,
    detail JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (log_id, created_at)
);
CREATE INDEX agent_logs_agent_created_at_idx ON agent_logs (agent, created_at DESC);

-- Clicks on affiliate links; ip_address holds a salted daily hash, never an address.
CREATE TABLE affiliate_clicks (
    click_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ref_code TEXT NOT NULL,
    source TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    user_agent TEXT,
    clicked_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX affiliate_clicks_ref_code_clicked_at_idx ON affiliate_clicks (ref_code, clicked_at DESC);

-- The longest wicks of an instrument over a period, as fractions of the price.
CREATE TABLE wicks (
    wick_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    symbol TEXT NOT NULL,
    exchange TEXT NOT NULL,
    max_wick_up NUMERIC NOT NULL,
    max_wick_down NUMERIC NOT NULL,
    analyzed_period TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    agent TEXT NOT NULL,
    UNIQUE (symbol, exchange, analyzed_period)
);

-- Results of an agent over a period: all, or a UTC day such as 2026-03-05.
CREATE TABLE pnl (
    pnl_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent TEXT NOT NULL,
    period TEXT NOT NULL,
    total_pnl NUMERIC NOT NULL,
    win_rate DOUBLE PRECISION,
    trades_count BIGINT NOT NULL,
    calculated_at TIMESTAMPTZ NOT NULL,
    UNIQUE (agent, period),
    CHECK (trades_count >= 0 AND (win_rate IS NULL OR win_rate BETWEEN 0 AND 1))
);

-- An account marked to market, one row a step.
CREATE TABLE equity (
    time TIMESTAMPTZ NOT NULL,
    account TEXT NOT NULL,
    agent TEXT NOT NULL,
    equity NUMERIC NOT NULL,
    peak NUMERIC NOT NULL,
    day_start NUMERIC NOT NULL,
    max_drawdown NUMERIC NOT NULL,
    PRIMARY KEY (time, account)
);

-- The traders and what they hold.
CREATE TABLE auto_traders (
    trader_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    trader_name TEXT NOT NULL UNIQUE,
    strategy TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    current_positions JSONB NOT NULL DEFAULT '[]',
    last_trade_time TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL
);

-- Learned models.
CREATE TABLE models (
    model_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_name TEXT NOT NULL,
    version TEXT NOT NULL,
    agent TEXT NOT NULL,
    params JSONB NOT NULL,
    trained_at TIMESTAMPTZ NOT NULL,
    UNIQUE (model_name, version)
);

-- Scores of learned models.
CREATE TABLE metrics (
    metric_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_name TEXT NOT NULL,
    version TEXT NOT NULL,
    metric TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    agent TEXT NOT NULL,
    measured_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX metrics_model_measured_at_idx ON metrics (model_name, version, measured_at DESC);

-- How far each projection has read the journal; in one transaction with its rows.
CREATE TABLE projections (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    position BIGINT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
