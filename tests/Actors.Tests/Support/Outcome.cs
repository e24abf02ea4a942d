using System.Text;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>What a run came to, as text, without the order ids that differ between journals.</summary>
internal sealed record Outcome(
    IReadOnlyList<string> Signals,
    IReadOnlyList<string> Orders,
    IReadOnlyList<string> Refusals,
    IReadOnlyList<string> Alerts,
    IReadOnlyList<string> Rejections,
    IReadOnlyList<string> Fills)
{
    /// <summary>By event time, the account's worth: only of runs through actors.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    public static Outcome Of(TempJournal journal) => new(
        [.. journal.Statistics.ReadEvents<SignalEvents.SignalRaised>().Select(Text)],
        [.. journal.Statistics.ReadEvents<TraderEvents.Decided>().SelectMany(d => d.Orders).Select(Text)],
        [.. journal.Statistics.ReadEvents<RiskEvents.OrderRefused>().Select(Text)],
        [.. journal.Statistics.ReadEvents<RiskEvents.AlertRaised>().Select(a => Json(a))],
        [.. journal.Statistics.ReadEvents<ExecutionEvents.OrderRejected>().Select(Text)],
        [.. journal.Statistics.ReadFills().Select(f => Text(f.Fill))])
    {
        Marks = [.. journal.Statistics.ReadEvents<PortfolioEvents.EquityMarked>().Select(m => Json(m))],
    };

    public static Outcome Of(Domain.Backtests.BacktestResult result) => new(
        [.. result.Signals.Select(Text)],
        [.. result.Orders.Select(Text)],
        [.. result.Refusals.Select(Text)],
        [.. result.Alerts.Select(a => Json(a))],
        [.. result.Rejections.Select(Text)],
        [.. result.Fills.Select(Text)]);

    public void AssertEqual(Outcome actual)
    {
        AssertSame("signals", Signals, actual.Signals);
        AssertSame("orders", Orders, actual.Orders);
        AssertSame("refusals", Refusals, actual.Refusals);
        AssertSame("alerts", Alerts, actual.Alerts);
        AssertSame("rejections", Rejections, actual.Rejections);
        AssertSame("fills", Fills, actual.Fills);
    }

    /// <summary>The same, and the account worth the same at every step.</summary>
    public void AssertEqualInEveryStep(Outcome actual)
    {
        AssertEqual(actual);
        AssertSame("marks", Marks, actual.Marks);
    }

    /// <summary>Element by element, so that a failure shows the whole of the first that differs.</summary>
    private static void AssertSame(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            Assert.True(
                string.Equals(expected[i], actual[i], StringComparison.Ordinal),
                $"{what} differ at {i}\n expected {expected[i]}\n actual   {actual[i]}");
        }

        Assert.True(expected.Count == actual.Count, $"{expected.Count} {what} expected, {actual.Count} there");
    }

    private static string Text(SignalEvents.SignalRaised raised) => Text(raised.Signal);

    private static string Text(Signal signal) =>
        (signal with { Reasons = default }).ToString() + string.Join(' ', signal.Reasons);

    private static string Text(OpenOrder order) => (order with { ClientOrderId = string.Empty }).ToString();

    private static string Text(Fill fill) => (fill with { ClientOrderId = string.Empty }).ToString();

    private static string Text(ExecutionEvents.OrderRejected rejected) =>
        (rejected with { ClientOrderId = string.Empty }).ToString();

    private static string Text(RiskEvents.OrderRefused refused) =>
        $"{refused.Limit} {refused.LimitValue} {refused.InputValue} {refused.Watermark} {Text(refused.Order)}";

    private static string Json(object message) => Encoding.UTF8.GetString(MessageJson.Serialize(message));
}
