using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Run;

/// <summary>Plain lines about instruments across venues: one each every few seconds, where it changed.</summary>
internal sealed class CompositeReporter
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    private readonly IActorRef _region;
    private readonly ImmutableArray<InstrumentId> _ids;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly Dictionary<InstrumentId, string> _told = [];

    /// <summary>Makes it.</summary>
    public CompositeReporter(
        IActorRef region, ImmutableArray<InstrumentId> ids, TextWriter output, TimeProvider time)
    {
        _region = region;
        _ids = ids;
        _output = output;
        _time = time;
    }

    /// <summary>Reports until the token is cancelled; does nothing where there are none.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (_ids.IsEmpty)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                foreach (var id in _ids)
                {
                    await ReportAsync(id).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    /// <summary>A composite in one line: best bid and ask, open interest, which venues do not count.</summary>
    public static string Line(CompositeView view)
    {
        var absent = view.Legs.Where(leg => leg.Condition != LegCondition.Live)
            .Select(leg => $"{leg.Coin} {(leg.Condition == LegCondition.Silent ? "silent" : "unheard")}");
        var crossed = view.IsCrossed ? " crossed" : string.Empty;
        return $"{view.Coin}  bid {Text(view.BidQuote)} ask {Text(view.AskQuote)}{crossed}  "
            + $"open interest {Text(view.OpenInterestBase)}  "
            + $"{view.Legs.Count(leg => leg.Condition == LegCondition.Live)} of {view.Legs.Length} venues"
            + string.Concat(absent.Select(leg => $", {leg}"));
    }

    private static string Text(decimal? value) =>
        value?.ToString("0.########", CultureInfo.InvariantCulture) ?? "unknown";

    private async Task ReportAsync(InstrumentId id)
    {
        try
        {
            var view = await _region.Ask<CompositeView>(new CompositeQueries.GetView(id), AskTimeout)
                .ConfigureAwait(false);
            var line = Line(view);
            if (_told.GetValueOrDefault(id) != line)
            {
                _told[id] = line;
                await _output.WriteLineAsync(line).ConfigureAwait(false);
            }
        }
        catch (AskTimeoutException)
        {
            // It is being started anew; the next line tells.
        }
    }
}
