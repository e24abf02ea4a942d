using System.Collections.Immutable;

namespace WhaleStack.Storage.Configuration;

/// <summary>The keys of <c>.env</c>: those this version reads, and the names that later ones will.</summary>
public static class EnvKeys
{
    /// <summary>Which overrides apply: dev, test or production.</summary>
    public static readonly EnvKey Env = new("ENV", "dev");

    /// <summary>Whose installation this is; appears in reports.</summary>
    public static readonly EnvKey ProjectOwner = new("PROJECT_OWNER", "");

    /// <summary>Least important log lines that are kept.</summary>
    public static readonly EnvKey LogLevel = new("LOG_LEVEL", "INFO");

    /// <summary>The time zone in which people read times; decisions know UTC only.</summary>
    public static readonly EnvKey TimeZone = new("TIMEZONE", "America/Chicago");

    /// <summary>Paper or live.</summary>
    public static readonly EnvKey TradingMode = new("TRADING_MODE", "paper");

    /// <summary>Key of a Bybit account.</summary>
    public static readonly EnvKey BybitApiKey = new("BYBIT_API_KEY", "", IsSecret: true);

    /// <summary>Secret of a Bybit account.</summary>
    public static readonly EnvKey BybitApiSecret = new("BYBIT_API_SECRET", "", IsSecret: true);

    /// <summary>Bybit's REST host.</summary>
    public static readonly EnvKey BybitEndpointRest = new("BYBIT_ENDPOINT_REST", "https://api.bybit.com");

    /// <summary>Base of Bybit's public streams; the category follows it.</summary>
    public static readonly EnvKey BybitWsPublic = new("BYBIT_WS_PUBLIC", "wss://stream.bybit.com/v5/public");

    /// <summary>Bybit's private stream.</summary>
    public static readonly EnvKey BybitWsPrivate = new("BYBIT_WS_PRIVATE", "wss://stream.bybit.com/v5/private");

    /// <summary>Key of a Binance account.</summary>
    public static readonly EnvKey BinanceApiKey = new("BINANCE_API_KEY", "", IsSecret: true);

    /// <summary>Secret of a Binance account.</summary>
    public static readonly EnvKey BinanceApiSecret = new("BINANCE_API_SECRET", "", IsSecret: true);

    /// <summary>Binance's REST host of USD-margined futures.</summary>
    public static readonly EnvKey BinanceEndpointRest = new("BINANCE_ENDPOINT_REST", "https://fapi.binance.com");

    /// <summary>Host of Binance's streams, public and private; the path of the kind of data follows it.</summary>
    public static readonly EnvKey BinanceWsPublic = new("BINANCE_WS_PUBLIC", "wss://fstream.binance.com");

    /// <summary>Where PostgreSQL or TimescaleDB is; empty for none.</summary>
    public static readonly EnvKey DatabaseHost = new("TIMESCALE_DB_HOST", "");

    /// <summary>Its port.</summary>
    public static readonly EnvKey DatabasePort = new("TIMESCALE_DB_PORT", "5432");

    /// <summary>Role of the node there.</summary>
    public static readonly EnvKey DatabaseUser = new("TIMESCALE_DB_USER", "");

    /// <summary>Password of that role.</summary>
    public static readonly EnvKey DatabasePassword = new("TIMESCALE_DB_PASS", "", IsSecret: true);

    /// <summary>Name of the database.</summary>
    public static readonly EnvKey DatabaseName = new("TIMESCALE_DB_NAME", "quantprod");

    /// <summary>Host of Redis; empty for none.</summary>
    public static readonly EnvKey RedisHost = new("REDIS_HOST", "");

    /// <summary>Port of Redis.</summary>
    public static readonly EnvKey RedisPort = new("REDIS_PORT", "6379");

    /// <summary>Password of Redis.</summary>
    public static readonly EnvKey RedisPass = new("REDIS_PASS", "", IsSecret: true);

    /// <summary>Key of a CoinGlass subscription; empty for none.</summary>
    public static readonly EnvKey CoinGlassApiKey = new("COINGLASS_API_KEY", "", IsSecret: true);

    /// <summary>CoinGlass: liquidation history of an instrument; other series are on its host.</summary>
    public static readonly EnvKey CoinGlassLiqHistory = CoinGlass("LIQ_HISTORY", "liquidation/history");

    /// <summary>CoinGlass: heatmap model 1 of an instrument.</summary>
    public static readonly EnvKey CoinGlassHeatmap1 = CoinGlass("LIQ_HEATMAP_MODEL1", "liquidation/heatmap/model1");

    /// <summary>CoinGlass: heatmap model 2 of an instrument.</summary>
    public static readonly EnvKey CoinGlassHeatmap2 = CoinGlass("LIQ_HEATMAP_MODEL2", "liquidation/heatmap/model2");

    /// <summary>CoinGlass: heatmap model 3 of an instrument.</summary>
    public static readonly EnvKey CoinGlassHeatmap3 = CoinGlass("LIQ_HEATMAP_MODEL3", "liquidation/heatmap/model3");

    /// <summary>CoinGlass: open interest of an instrument.</summary>
    public static readonly EnvKey CoinGlassOpenInterest = CoinGlass("OI", "open-interest/history");

    /// <summary>CoinGlass: taker volume of an instrument.</summary>
    public static readonly EnvKey CoinGlassVolume = CoinGlass("VOLUME", "v2/taker-buy-sell-volume/history");

    /// <summary>CoinGlass: funding of an instrument.</summary>
    public static readonly EnvKey CoinGlassFunding = CoinGlass("FUNDING", "funding-rate/history");

    /// <summary>CoinGlass: its websocket.</summary>
    public static readonly EnvKey CoinGlassWs = new("COINGLASS_WS", "wss://open-ws.coinglass.com/ws-api");

    /// <summary>All keys that this version reads, in the order of <c>.env.example</c>.</summary>
    public static ImmutableArray<EnvKey> All { get; } =
    [
        Env, ProjectOwner, LogLevel, TimeZone, TradingMode,
        DatabaseHost, DatabasePort, DatabaseUser, DatabasePassword, DatabaseName,
        BybitApiKey, BybitApiSecret, BybitEndpointRest, BybitWsPublic, BybitWsPrivate,
        BinanceApiKey, BinanceApiSecret, BinanceEndpointRest, BinanceWsPublic,
        CoinGlassApiKey, CoinGlassLiqHistory, CoinGlassHeatmap1, CoinGlassHeatmap2, CoinGlassHeatmap3,
        CoinGlassOpenInterest, CoinGlassVolume, CoinGlassFunding, CoinGlassWs,
        RedisHost, RedisPort, RedisPass,
    ];

    /// <summary>
    /// Beginnings of names that belong to parts which do not exist yet: noticed, not taken for mistakes.
    /// </summary>
    public static ImmutableArray<string> PrefixesOfLaterVersions { get; } =
    [
        "COINGLASS_REF_CODE", "TELEGRAM_", "X_", "EMAIL_", "TWILIO_", "SMS_",
        "GRAFANA_", "AFFILIATE_", "BYBIT_REF_CODE", "DISCORD_", "VAPID_", "POLYMARKET_", "POLYGON_", "ALPHA_VANTAGE_",
        "MT5_", "PROMETHEUS_",
    ];

    private static EnvKey CoinGlass(string name, string path) =>
        new($"COINGLASS_ENDPOINT_{name}", $"https://open-api-v4.coinglass.com/api/futures/{path}");
}
