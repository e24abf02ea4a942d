using System.CommandLine;
using System.Globalization;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Node.Startup;
using WhaleStack.Quant;

namespace WhaleStack.Node.Heatmaps;

/// <summary>The command <c>heatmap</c>.</summary>
public static class HeatmapCommand
{
    private static readonly Option<string> Coin = new("--coin")
    {
        Description = "Coin or instrument, such as BTC or BTCUSDT.", DefaultValueFactory = _ => "BTCUSDT",
    };

    private static readonly Option<string?> Venue = new("--venue")
    {
        Description = "Venue of the bars (default: the one with the finest bars of the span).",
    };

    private static readonly Option<DateTimeOffset?> From = Time(
        "--from", "Start, UTC (default: 30 days before the end).");

    private static readonly Option<DateTimeOffset?> To = Time("--to", "End, UTC (default: the end of the data).");

    private static readonly Option<DateTimeOffset?> AsOf = Time(
        "--as-of", "Feed the model up to this time only: the levels behind it are those known then.");

    private static readonly Option<string> Model = new("--model")
    {
        Description = "all_openings, high_leverage or time_weighted, or all: a picture each; coinglass1 to coinglass3: "
            + "CoinGlass's of now, with COINGLASS_API_KEY.",
        DefaultValueFactory = _ => HeatmapModelsOptions.TimeWeighted,
    };

    private static readonly Option<string?> Window = new("--window")
    {
        Description = "Show what was opened within 12h, 24h, 3d, 7d, 30d, 90d, 180d or 1y (default: all).",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of recorded history (default: the samples that ship).",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "File to write (default: a name of its own in data/images/heatmaps).",
    };

    private static readonly Option<int> Width = new("--width")
    {
        Description = "Columns of pixels, 500 to 4000; the height is nine sixteenths of it.",
        DefaultValueFactory = _ => 1_600,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Model.AcceptOnlyFromAmong([.. HeatmapRun.ModelNames, HeatmapRun.AllModels, .. VendorModels.Names]);
        Window.AcceptOnlyFromAmong([.. HeatmapWindows.All.Select(HeatmapWindows.NameOf)]);
        Width.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 500 or > 4_000)
            {
                result.AddError("--width wants a whole number from 500 to 4000.");
            }
        });
        var command = new Command("heatmap", "Draws where positions are estimated to be liquidated, over time.")
        {
            Coin, Venue, From, To, AsOf, Model, Window, Data, Out, Width,
        };
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(stop => RunAsync(RequestOf(parsed), stop)));
        return command;
    }

    private static Task<int> RunAsync(HeatmapRequest request, CancellationToken stop) =>
        VendorModels.NumberOf(request.Model) is null
            ? Task.FromResult(new HeatmapRun(HostPaths.Find(), request, Console.Out).Run(stop))
            : new VendorHeatmapRun(HostPaths.Find(), request, Console.Out).RunAsync(stop);

    private static HeatmapRequest RequestOf(ParseResult parsed) => new(
        parsed.GetRequiredValue(Coin),
        parsed.GetValue(Venue),
        parsed.GetValue(From),
        parsed.GetValue(To),
        parsed.GetValue(AsOf),
        parsed.GetRequiredValue(Model),
        parsed.GetValue(Window) is { } name ? HeatmapWindows.All.Single(w => HeatmapWindows.NameOf(w) == name) : null,
        parsed.GetValue(Data),
        parsed.GetValue(Out),
        parsed.GetRequiredValue(Width));

    private static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description + " Such as 2025-10-10 or 2025-10-10T20:00.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time))
            {
                return time;
            }

            result.AddError($"{name} wants a time such as 2025-10-10 or 2025-10-10T20:00, got '{text}'.");
            return null;
        },
    };
}
