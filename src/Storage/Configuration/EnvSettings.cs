using System.Collections.Immutable;

namespace WhaleStack.Storage.Configuration;

/// <summary>Everything that <c>.env</c> says, checked.</summary>
/// <param name="Env">dev, test or production.</param>
/// <param name="ProjectOwner">Whose installation this is; may be empty.</param>
/// <param name="LogLevel">Least important log lines that are kept.</param>
/// <param name="TimeZone">For showing times to people only.</param>
/// <param name="TradingMode">Always <see cref="TradingMode.Paper"/> in this version.</param>
/// <param name="Database">PostgreSQL; used when a command is told to.</param>
/// <param name="Bybit">The venue Bybit.</param>
/// <param name="Binance">The venue Binance.</param>
/// <param name="CoinGlass">Vendor of derivatives statistics; null without a subscription.</param>
/// <param name="Redis">Where signals are published; null when they stay inside.</param>
/// <param name="Warnings">What is odd but does not stop the start, a line each, without secrets.</param>
public sealed record EnvSettings(
    string Env,
    string ProjectOwner,
    LogLevel LogLevel,
    TimeZoneInfo TimeZone,
    TradingMode TradingMode,
    DatabaseEnv Database,
    BybitEnv Bybit,
    BinanceEnv Binance,
    CoinGlassEnv? CoinGlass,
    RedisEnv? Redis,
    ImmutableArray<string> Warnings)
{
    /// <summary>
    /// Checks the values of <c>.env</c>; what is absent or empty has the default of <see cref="EnvKeys"/>.
    /// </summary>
    /// <param name="values">Keys and values, as <see cref="EnvFile.Read"/> gives them.</param>
    /// <param name="file">How to name the file in a mistake.</param>
    /// <exception cref="ConfigException">At least one value cannot be used; names all of them.</exception>
    public static EnvSettings Load(IReadOnlyDictionary<string, string> values, string file = ".env")
    {
        ArgumentNullException.ThrowIfNull(values);
        var reader = new EnvReader(values, file);
        var settings = new EnvSettings(
            reader.OneOf(EnvKeys.Env, "dev", "test", "production"),
            reader.Text(EnvKeys.ProjectOwner),
            reader.Choice<LogLevel>(EnvKeys.LogLevel),
            reader.Zone(EnvKeys.TimeZone),
            ReadMode(reader),
            ReadDatabase(reader),
            ReadBybit(reader),
            ReadBinance(reader),
            ReadCoinGlass(reader),
            ReadRedis(reader),
            Warnings: []);
        ConfigException.ThrowIfAny(reader.Mistakes);
        return settings with { Warnings = [.. reader.Warnings, .. reader.UnknownKeys()] };
    }

    private static TradingMode ReadMode(EnvReader reader)
    {
        var mode = reader.Choice<TradingMode>(EnvKeys.TradingMode);
        if (mode == TradingMode.Live)
        {
            reader.Refuse(
                EnvKeys.TradingMode,
                "this version trades on paper only: it has no client for real orders; set 'paper'.");
        }

        return mode;
    }

    private static DatabaseEnv ReadDatabase(EnvReader reader) => new(
        reader.Host(EnvKeys.DatabaseHost),
        reader.Port(EnvKeys.DatabasePort),
        reader.Text(EnvKeys.DatabaseUser),
        reader.Secret(EnvKeys.DatabasePassword),
        reader.Text(EnvKeys.DatabaseName));

    private static BybitEnv ReadBybit(EnvReader reader)
    {
        var (key, secret) = ReadAccount(reader, EnvKeys.BybitApiKey, EnvKeys.BybitApiSecret);
        return new BybitEnv(
            reader.Endpoint(EnvKeys.BybitEndpointRest, "https", "http"),
            reader.Endpoint(EnvKeys.BybitWsPublic, "wss", "ws"),
            reader.Endpoint(EnvKeys.BybitWsPrivate, "wss", "ws"),
            key,
            secret);
    }

    private static BinanceEnv ReadBinance(EnvReader reader)
    {
        var (key, secret) = ReadAccount(reader, EnvKeys.BinanceApiKey, EnvKeys.BinanceApiSecret);
        return new BinanceEnv(
            reader.Endpoint(EnvKeys.BinanceEndpointRest, "https", "http"),
            reader.Endpoint(EnvKeys.BinanceWsPublic, "wss", "ws"),
            key,
            secret);
    }

    private static (Secret? Key, Secret? Secret) ReadAccount(EnvReader reader, EnvKey keyKey, EnvKey secretKey)
    {
        var (key, secret) = (reader.Secret(keyKey), reader.Secret(secretKey));
        if (key is null != secret is null)
        {
            reader.Refuse(
                key is null ? keyKey : secretKey, "is empty while its other half is set: give both or neither.");
        }

        return (key, secret);
    }

    private static CoinGlassEnv? ReadCoinGlass(EnvReader reader)
    {
        Uri At(EnvKey key) => reader.Endpoint(key, "https", "http");
        var key = reader.Secret(EnvKeys.CoinGlassApiKey);
        var (history, openInterest) = (At(EnvKeys.CoinGlassLiqHistory), At(EnvKeys.CoinGlassOpenInterest));
        var (model1, model2) = (At(EnvKeys.CoinGlassHeatmap1), At(EnvKeys.CoinGlassHeatmap2));
        var (model3, volume) = (At(EnvKeys.CoinGlassHeatmap3), At(EnvKeys.CoinGlassVolume));
        var funding = At(EnvKeys.CoinGlassFunding);
        var stream = reader.Endpoint(EnvKeys.CoinGlassWs, "wss", "ws");
        return key is null
            ? null
            : new CoinGlassEnv(key, history, model1, model2, model3, openInterest, volume, funding, stream);
    }

    private static RedisEnv? ReadRedis(EnvReader reader)
    {
        var (host, password) = (reader.Host(EnvKeys.RedisHost), reader.Secret(EnvKeys.RedisPass));
        var port = reader.Port(EnvKeys.RedisPort);
        if (host.Length == 0 && password is not null)
        {
            reader.Refuse(EnvKeys.RedisHost, "is empty while REDIS_PASS is set: say where Redis is, or remove both.");
        }

        return host.Length == 0 ? null : new RedisEnv(host, port, password);
    }
}
