using System.CommandLine;
using System.Globalization;
using WhaleStack.Node.Startup;
using WhaleStack.Venues.Replay;

namespace WhaleStack.Node.Replay;

/// <summary>The command <c>replay</c>.</summary>
public static class ReplayCommand
{
    private const string FlatOut = "max";

    private static readonly Argument<string> Recording = new("recording")
    {
        Description = "A data folder in which a node recorded (incoming/ws_raw), or a file in gzip: a recording of "
            + "cryptofeed, or lines of a time in nanoseconds and a frame.",
    };

    private static readonly Option<string> Speed = new("--speed")
    {
        Description = "Pace as a multiple of the recorded one, or max for as fast as it goes.",
        DefaultValueFactory = _ => "1",
    };

    private static readonly Option<string?> Venue = new("--venue")
    {
        Description = "Whose frames they are (default: told by the recording itself).",
    };

    private static readonly Option<bool> Paper = new("--paper")
    {
        Description = "Read the past of Bybit's perpetuals from the endpoint of .env first, and trade on paper.",
    };

    private static readonly Option<string?> Data = new("--data") { Description = "Data folder (default data/replay)." };

    private static readonly Option<string?> Summary = new("--summary")
    {
        Description = "Write the summary to this file as JSON.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Venue.AcceptOnlyFromAmong([.. RecordedVenue.All.Select(venue => venue.Name)]);
        Speed.Validators.Add(result =>
        {
            if (result.GetValue(Speed) is { } text && !TryReadSpeed(text, out _))
            {
                var highest = ReplayOptions.SpeedMax.ToString(CultureInfo.InvariantCulture);
                result.AddError($"--speed is '{text}'; it must be a number above 0, at most {highest}, or {FlatOut}.");
            }
        });
        var command = new Command(
            "replay", "Plays a recording as a venue like any other, and counts what became of every frame.")
        {
            Recording, Speed, Venue, Paper, Data, Summary,
        };
        command.SetAction((parsed, _) =>
            OneLineErrors.RunAsync(stop => new ReplayRun(Read(parsed), HostPaths.Find()).RunAsync(stop)));
        return command;
    }

    private static ReplayRunOptions Read(ParseResult parsed)
    {
        TryReadSpeed(parsed.GetValue(Speed)!, out var speed);
        return new ReplayRunOptions(
            parsed.GetValue(Recording)!,
            RecordedVenue.All.FirstOrDefault(venue => venue.Name == parsed.GetValue(Venue)),
            speed,
            parsed.GetValue(Paper),
            parsed.GetValue(Data),
            parsed.GetValue(Summary));
    }

    private static bool TryReadSpeed(string text, out double? speed)
    {
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        speed = isNumber ? value : null;
        return isNumber ? value is > 0 and <= ReplayOptions.SpeedMax : text == FlatOut;
    }
}
