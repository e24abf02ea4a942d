using System.CommandLine;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Messages.Units;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files.Signals;

namespace WhaleStack.Node.Signals;

/// <summary>The command <c>signal</c>: puts a person's signal into a running node.</summary>
public static class SignalCommand
{
    private static readonly Option<string> Coin = new("--coin")
    {
        Description = "Instrument, such as bybit:BTCUSDT.", Required = true,
    };

    private static readonly Option<string> Side = new("--side")
    {
        Description = "buy or sell; none for information.", DefaultValueFactory = _ => "none",
    };

    private static readonly Option<decimal?> Entry = new("--entry")
    {
        Description = "Price to enter at (default: the last price).",
    };

    private static readonly Option<decimal?> Stop = new("--stop") { Description = "Price at which it is wrong." };

    private static readonly Option<decimal[]> Target = new("--target")
    {
        Description = "Price that is expected to be reached; may be given several times.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double> Confidence = new("--confidence")
    {
        Description = "How sure, above 0, at most 1.", DefaultValueFactory = _ => 0.5,
    };

    private static readonly Option<string> Author = new("--author") { Description = "Who says it.", Required = true };

    private static readonly Option<string> Reason = new("--reason") { Description = "Why.", Required = true };

    private static readonly Option<double?> LifeHours = new("--life-hours")
    {
        Description = "How long it may be acted on (default: signal_life of config/scanners/manual.yaml).",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder of the node (default data/node).",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "signal", "Puts a person's signal into a running node, which takes it at its next step.")
        {
            Coin, Side, Entry, Stop, Target, Confidence, Author, Reason, LifeHours, Data,
        };
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(_ => Task.FromResult(Drop(parsed))));
        return command;
    }

    private static int Drop(ParseResult parsed)
    {
        var paths = HostPaths.Find();
        var options = YamlConfig.Load<ManualOptions>(Path.Combine(paths.Config, "scanners", "manual.yaml"));
        var draft = new ManualDraft(
            InstrumentId.TryParse(parsed.GetValue(Coin), out var coin)
                ? coin
                : throw new StartupException($"--coin '{parsed.GetValue(Coin)}' is not of the form venue:SYMBOL."),
            SideOf(parsed.GetValue(Side)!),
            parsed.GetValue(Entry),
            parsed.GetValue(Stop),
            [.. parsed.GetValue(Target)!],
            parsed.GetValue(Confidence),
            parsed.GetValue(Author)!,
            parsed.GetValue(Reason)!,
            parsed.GetValue(LifeHours) is { } hours ? LifeOf(hours) : null);
        Check(draft, options);
        var folder = parsed.GetValue(Data) ?? paths.Data;
        if (!Directory.Exists(folder))
        {
            throw new StartupException($"data folder '{folder}': there is none; no node has run there.");
        }

        var id = new SignalInbox(folder).Drop(draft, TimeProvider.System.GetUtcNow());
        Console.Out.WriteLine($"signal {id} waits in {folder}; the node takes it at its next step, or says why not.");
        return ExitCodes.Done;
    }

    private static void Check(ManualDraft draft, ManualOptions options)
    {
        var mistakes = draft.MistakesWithin(options.LifeMax);
        if (mistakes.IsEmpty && draft.EntryQuote is { } entry && draft.LevelMistake(entry) is { } wrong)
        {
            mistakes = [wrong];
        }

        if (!mistakes.IsEmpty)
        {
            throw new StartupException(string.Join(Environment.NewLine, mistakes));
        }
    }

    private static Side? SideOf(string text) => text switch
    {
        "buy" => Messages.Units.Side.Buy,
        "sell" => Messages.Units.Side.Sell,
        "none" => null,
        _ => throw new StartupException($"--side '{text}' is not buy, sell or none."),
    };

    private static TimeSpan LifeOf(double hours) => hours is > 0.0 and < 100_000.0
        ? TimeSpan.FromHours(hours)
        : throw new StartupException($"--life-hours {hours} is not a number of hours above 0.");
}
