using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Tests.Configuration;

public sealed class EnvSettingsSpecs
{
    [Fact]
    public void An_empty_env_gives_the_defaults()
    {
        var settings = Load("");
        Assert.Equal(("dev", "", LogLevel.Info, TradingMode.Paper),
            (settings.Env, settings.ProjectOwner, settings.LogLevel, settings.TradingMode));
        Assert.Equal(new Uri("https://api.bybit.com"), settings.Bybit.Rest);
        Assert.Equal(new Uri("wss://stream.bybit.com/v5/public"), settings.Bybit.StreamPublic);
        Assert.Equal(new Uri("wss://stream.bybit.com/v5/private"), settings.Bybit.StreamPrivate);
        Assert.Null(settings.Bybit.ApiKey);
        Assert.Null(settings.Redis);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var settings = Load("""
            ENV=test
            PROJECT_OWNER='A Person'
            LOG_LEVEL=debug
            TIMEZONE=UTC
            TRADING_MODE=PAPER
            BYBIT_API_KEY=abc
            BYBIT_API_SECRET=hush
            BYBIT_ENDPOINT_REST=http://127.0.0.1:8080
            BYBIT_WS_PUBLIC=ws://localhost:8080/v5/public
            BYBIT_WS_PRIVATE=wss://example.org/private
            BINANCE_API_KEY=def
            BINANCE_API_SECRET=hush3
            BINANCE_ENDPOINT_REST=http://127.0.0.1:8081
            BINANCE_WS_PUBLIC=ws://localhost:8081
            REDIS_HOST=cache.local
            REDIS_PORT=6380
            REDIS_PASS=quiet
            """);
        Assert.Equal(("test", "A Person", LogLevel.Debug), (settings.Env, settings.ProjectOwner, settings.LogLevel));
        Assert.Equal(TimeSpan.Zero, settings.TimeZone.BaseUtcOffset);
        Assert.Equal(("abc", "hush"), (settings.Bybit.ApiKey!.Reveal(), settings.Bybit.ApiSecret!.Reveal()));
        Assert.Equal(8080, settings.Bybit.Rest.Port);
        Assert.Equal(("def", "hush3"), (settings.Binance.ApiKey!.Reveal(), settings.Binance.ApiSecret!.Reveal()));
        Assert.Equal((8081, 8081), (settings.Binance.Rest.Port, settings.Binance.Streams.Port));
        Assert.Equal("/private", settings.Bybit.StreamPrivate.AbsolutePath);
        Assert.Equal(("cache.local:6380", "quiet"), (settings.Redis!.Address, settings.Redis.Password!.Reveal()));
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void Every_mistake_is_named_at_once_with_key_value_and_expectation()
    {
        var error = Fails("""
            ENV=prod
            LOG_LEVEL=LOUD
            TIMEZONE=Mars/Olympus
            TRADING_MODE=maybe
            BYBIT_API_KEY=hush hush
            BYBIT_ENDPOINT_REST=api.bybit.com
            BYBIT_WS_PUBLIC=https://stream.bybit.com
            BYBIT_WS_PRIVATE=ws://stream.bybit.com
            REDIS_HOST=cache:6379
            REDIS_PORT=lots
            """);
        Assert.Equal(
            ["ENV", "LOG_LEVEL", "TIMEZONE", "TRADING_MODE", "BYBIT_API_KEY", "BYBIT_API_SECRET", "BYBIT_ENDPOINT_REST",
                "BYBIT_WS_PUBLIC", "BYBIT_WS_PRIVATE", "REDIS_HOST", "REDIS_PORT"],
            error.Mistakes.Select(mistake => mistake.Key));
        Assert.Contains(
            ".env: ENV: 'prod' is not one of dev, test, production.", error.Message, StringComparison.Ordinal);
        Assert.Contains("'LOUD' is not one of DEBUG, INFO, WARNING, ERROR", error.Message, StringComparison.Ordinal);
        Assert.Contains("'maybe' is not one of paper, live", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Live_trading_is_refused_with_the_reason()
    {
        var mistake = Assert.Single(Fails("TRADING_MODE=live").Mistakes);
        Assert.Equal("TRADING_MODE", mistake.Key);
        Assert.Contains("paper only", mistake.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BYBIT_API_KEY=abc", "BYBIT_API_SECRET")]
    [InlineData("BYBIT_API_SECRET=abc", "BYBIT_API_KEY")]
    [InlineData("BINANCE_API_KEY=abc", "BINANCE_API_SECRET")]
    [InlineData("BINANCE_API_SECRET=abc", "BINANCE_API_KEY")]
    [InlineData("BYBIT_ENDPOINT_REST=http://api.bybit.com", "BYBIT_ENDPOINT_REST")]
    [InlineData("BYBIT_ENDPOINT_REST=https://user:hush@api.bybit.com", "BYBIT_ENDPOINT_REST")]
    [InlineData("BYBIT_WS_PUBLIC=wss://x.org/?token=hush", "BYBIT_WS_PUBLIC")]
    [InlineData("BYBIT_WS_PUBLIC=user:hush@x.org", "BYBIT_WS_PUBLIC")]
    [InlineData("REDIS_HOST=user:hush@cache", "REDIS_HOST")]
    [InlineData("REDIS_HOST=cache\nREDIS_PORT=0", "REDIS_PORT")]
    [InlineData("REDIS_HOST=cache\nREDIS_PORT=65536", "REDIS_PORT")]
    [InlineData("REDIS_HOST=cache\nREDIS_PASS=hush hush", "REDIS_PASS")]
    [InlineData("REDIS_PASS=hush", "REDIS_HOST")]
    [InlineData("LOG_LEVEL=2", "LOG_LEVEL")]
    [InlineData("ENV=DEV", "ENV")]
    public void A_half_or_unsafe_value_is_a_mistake(string line, string key)
    {
        var error = Fails(line);
        Assert.Equal(key, Assert.Single(error.Mistakes).Key);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_a_warning_that_names_the_near_one()
    {
        var warnings = Load("BYBIT_API_SECRETS=hush\nTRADINGMODE=live\nFOO=bar\nTELEGRAM_BOT_TOKEN=hush").Warnings;
        Assert.Contains(warnings, w => w.StartsWith("BYBIT_API_SECRETS", StringComparison.Ordinal)
            && w.EndsWith("Did you mean BYBIT_API_SECRET?", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.EndsWith("Did you mean TRADING_MODE?", StringComparison.Ordinal));
        Assert.Contains("FOO: unknown key; it is not read.", warnings);
        Assert.Contains(warnings, w => w.StartsWith("TELEGRAM_BOT_TOKEN: belongs to a part", StringComparison.Ordinal));
        Assert.DoesNotContain("hush", string.Concat(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_prints_as_stars_wherever_it_ends_up()
    {
        var settings = Load("BYBIT_API_KEY=hush1\nBYBIT_API_SECRET=hush2\n"
            + "BINANCE_API_KEY=hush3\nBINANCE_API_SECRET=hush4");
        Assert.Equal("***", $"{settings.Bybit.ApiSecret}");
        Assert.Equal("***", $"{settings.Binance.ApiSecret}");
        Assert.DoesNotContain("hush", settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "hush", System.Text.Json.JsonSerializer.Serialize(settings.Bybit), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_has_exactly_the_keys_that_are_read_with_their_defaults()
    {
        var example = EnvFile.Read(Repository.File(".env.example"));
        Assert.Equal(EnvKeys.All.Select(key => key.Name).Order(), example.Keys.Order());
        Assert.All(EnvKeys.All, key => Assert.Equal(key.Default, example[key.Name]));
        Assert.Empty(
            EnvSettings.Load(example).Warnings.Where(w => !w.StartsWith("TIMEZONE", StringComparison.Ordinal)));
    }

    private static EnvSettings Load(string text) => EnvSettings.Load(EnvFile.Parse(".env", text));

    private static ConfigException Fails(string text) => Assert.Throws<ConfigException>(() => Load(text));
}
