using System.CommandLine;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Limits;

namespace WhaleStack.Simulator;

/// <summary>The options of the simulator as a program.</summary>
public static class CommandLine
{
    /// <summary>The option by which a parent takes the simulator with it.</summary>
    public const string ExitWithStdin = "--exit-with-stdin";

    private static readonly Option<string> Samples = new("--samples")
    {
        Description = "Folder of the recordings; needed for --market tape.",
        DefaultValueFactory = _ => string.Empty,
    };

    private static readonly Option<string> Host = new("--host")
    {
        Description = "Address to listen on.",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port, 0 for any that is free.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "Pace of the tape as a multiple of the recorded one, 0 for as fast as the socket takes it.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> WithStdin = new(ExitWithStdin)
    {
        Description = "End when standard input closes.",
    };

    private static readonly Option<MarketKind> Market = new("--market")
    {
        Description = "tape: the recordings; generated: seeded random walks, happening now.",
        DefaultValueFactory = _ => MarketKind.Tape,
    };

    private static readonly Option<int?> Days = new("--days")
    {
        Description = "Days at the end of the recorded year that are served; all of it by default.",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Seed of a generated market.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<ClockKind?> Clock = new("--clock")
    {
        Description = "tape: the recording's time; wall: the time of day. By default as the market is.",
    };

    private static readonly Option<string[]> Account = new("--account")
    {
        Description = "A customer as KEY:SECRET or KEY:SECRET:BALANCE (USDT); may be given again.",
    };

    private static readonly Option<string?> AccountsFile = new("--accounts-file")
    {
        Description = "File with a customer a line, in the same form.",
    };

    private static readonly Option<int> AddressLimit = new("--address-limit")
    {
        Description = "HTTP requests of an address in five seconds before it is banned, 0 for any number (and weight).",
        DefaultValueFactory = _ => new LimitOptions().AddressRequestsMax,
    };

    private static readonly Option<int> BanSeconds = new("--ban-seconds")
    {
        Description = "How long an address is banned.",
        DefaultValueFactory = _ => (int)new LimitOptions().BanFor.TotalSeconds,
    };

    private static readonly Option<int> AccountLimit = new("--account-limit")
    {
        Description = "Multiplies the documented limits of accounts, 0 for none.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<decimal?> Insurance = new("--insurance")
    {
        Description = "What the insurance fund has (USDT): what it cannot carry is deleveraged. No limit by default.",
    };

    /// <summary>The command line, without its other commands.</summary>
    /// <param name="run">Runs the simulator; returns the exit code.</param>
    public static RootCommand Build(Func<SimulatorOptions, Task<int>> run)
    {
        var root = new RootCommand("Serves a market, recorded or generated, as Bybit V5 and Binance USD-M do.")
        {
            Samples, Host, Port, Speed, WithStdin, Market, Days, Seed, Clock, Account, AccountsFile, AddressLimit,
            BanSeconds, AccountLimit, Insurance,
        };
        root.SetAction((parsed, _) => RunAsync(parsed, run));
        return root;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<SimulatorOptions, Task<int>> run)
    {
        try
        {
            return await run(Read(parsed)).ConfigureAwait(false);
        }
        catch (SimulatorException error)
        {
            await Console.Error.WriteLineAsync($"simulator: {error.Message}").ConfigureAwait(false);
            return 2;
        }
    }

    private static SimulatorOptions Read(ParseResult parsed) => new(
        parsed.GetValue(Samples) ?? string.Empty,
        parsed.GetRequiredValue(Host),
        parsed.GetValue(Port),
        parsed.GetValue(Speed),
        parsed.GetValue(WithStdin))
    {
        Market = parsed.GetValue(Market),
        Days = parsed.GetValue(Days),
        Seed = parsed.GetValue(Seed),
        Clock = parsed.GetValue(Clock),
        Accounts = ApiAccounts.Read(parsed.GetValue(Account) ?? [], parsed.GetValue(AccountsFile)),
        InsuranceQuote = parsed.GetValue(Insurance) is not < 0m and var fund
            ? fund
            : throw new SimulatorException("--insurance must be 0 or more."),
        Limits = new LimitOptions
        {
            AddressRequestsMax = parsed.GetValue(AddressLimit),
            WeightMinuteMax = parsed.GetValue(AddressLimit) == 0 ? 0 : new LimitOptions().WeightMinuteMax,
            BanFor = TimeSpan.FromSeconds(parsed.GetValue(BanSeconds)),
            AccountFactor = parsed.GetValue(AccountLimit),
        },
    };
}
