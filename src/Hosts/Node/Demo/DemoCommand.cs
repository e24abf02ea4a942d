using System.CommandLine;
using WhaleStack.Node.Startup;

namespace WhaleStack.Node.Demo;

/// <summary>The command <c>demo</c>.</summary>
public static class DemoCommand
{
    private const int PaceDefault = 45;
    private const double SpeedMax = 10_000;

    private static readonly Option<bool> Headless = new("--headless")
    {
        Description = "Plain lines instead of a screen, as fast as it goes.",
    };

    private static readonly Option<double?> Speed = new("--speed")
    {
        Description =
            "Pace of the live tape as a multiple of the recorded one, 0 for unthrottled (default 1; headless 0).",
    };

    private static readonly Option<int?> Days = new("--days")
    {
        Description = "Trade only so many days at the end of the year, 14 to 364; all of it by default.",
    };

    private static readonly Option<int> Pace = new("--pace")
    {
        Description = "Seconds that the year takes on a terminal, 1 to 3600.",
        DefaultValueFactory = _ => PaceDefault,
    };

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Go on with what an earlier run left, however it ended.",
    };

    private static readonly Option<string?> Summary = new("--summary")
    {
        Description = "Write the summary to this file as JSON.",
    };

    private static readonly Option<string?> Data = new("--data") { Description = "Data folder (default data/demo)." };

    private static readonly Option<string> Database = DatabaseOption.Create(
        "Where the journal is: a file in the data folder, or the PostgreSQL server of .env; without one there, a "
        + "server is brought up for the demo.");

    private static readonly Option<string?> Picture = new("--picture")
    {
        Description = "Write a picture (SVG) of the screen in the middle of the year to this file.",
    };

    private static readonly Option<string> Tape = new("--tape")
    {
        Description = "What is followed behind the year: the recording of bybit, or that of binance.",
        DefaultValueFactory = _ => DemoTape.Bybit.Name,
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port of the exchange simulator on loopback, 0 for any that is free.",
        DefaultValueFactory = _ => 0,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Speed.Validators.Add(r => Require(r, Speed, v => v is null or (>= 0 and <= SpeedMax), $"0 to {SpeedMax}"));
        Days.Validators.Add(r => Require(r, Days, v => v is null or (>= 14 and <= 364), "14 to 364"));
        Pace.Validators.Add(r => Require(r, Pace, v => v is >= 1 and <= 3_600, "1 to 3600"));
        var tapes = DemoTape.All.Select(tape => tape.Name).ToList();
        Tape.Validators.Add(r => Require(
            r, Tape, v => v is not null && tapes.Contains(v), string.Join(" or ", tapes)));
        Port.Validators.Add(r => Require(r, Port, v => v is >= 0 and <= 65_535, "0 to 65535"));
        var command = new Command(
            "demo", "Trades a recorded year and a recorded live tape, on paper, from socket to journal.")
        {
            Headless, Speed, Days, Pace, Resume, Summary, Data, Database, Picture, Tape, Port,
        };
        command.SetAction((parsed, _) =>
            OneLineErrors.RunAsync(stop => new DemoRun(Read(parsed), HostPaths.Find()).RunAsync(stop)));
        return command;
    }

    private static DemoOptions Read(ParseResult parsed) => new(
        parsed.GetValue(Headless) || Console.IsOutputRedirected
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb",
        parsed.GetValue(Speed),
        parsed.GetValue(Days),
        parsed.GetValue(Pace),
        parsed.GetValue(Resume),
        parsed.GetValue(Summary),
        parsed.GetValue(Data),
        parsed.KindOf(Database),
        parsed.GetValue(Picture),
        DemoTape.All.Single(tape => tape.Name == parsed.GetValue(Tape)),
        parsed.GetValue(Port));

    private static void Require<T>(
        System.CommandLine.Parsing.OptionResult result, Option<T> option, Func<T?, bool> holds, string expected)
    {
        if (result.Errors.Any())
        {
            return;
        }

        try
        {
            if (holds(result.GetValue(option)))
            {
                return;
            }
        }
        catch (InvalidOperationException)
        {
            // No number at all: the parser throws here and would end the program.
        }

        var given = string.Join(' ', result.Tokens.Select(token => token.Value));
        result.AddError($"{option.Name} is '{given}'; it must be {expected}.");
    }
}
