using System.Text;
using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Tests.Serialization;

namespace WhaleStack.Storage.Tests.Journal;

public sealed class JournalEventsViewSpecs
{
    [Theory]
    [InlineData("trader.decided.1", "2026-03-05T12:00:00Z|whale_target|")]
    [InlineData("signal.raised.1", "2026-03-05T12:00:00Z|whale_target_scanner|ETHUSDT")]
    [InlineData("risk.order-approved.1", "2026-03-05T12:00:00Z|whale_target|BTCUSDT")]
    [InlineData("risk.alert-raised.1", "2026-03-05T12:00:00Z|writer|")]
    [InlineData("execution.order-submitted.1", "2026-03-05T12:00:00Z|whale_target|BTCUSDT")]
    [InlineData("execution.order-accepted.1", "2026-03-05T12:00:00Z|writer|")]
    [InlineData("execution.order-filled.1", "2026-03-05T12:00:00.1234567Z|whale_target|BTCUSDT")]
    [InlineData("portfolio.funding-booked.1", "2026-03-05T16:00:00Z|whale_target|BTCUSDT")]
    [InlineData("portfolio.equity-marked.1", "2026-03-05T12:00:00Z|writer|")]
    [InlineData("feed.cursor-advanced.1", "null|bybit-linear|")]
    [InlineData("broadcast.message-queued.1", "2026-03-05T12:00:00Z|writer|")]
    public void Time_agent_and_symbol_are_columns(string manifest, string expected)
    {
        using var journal = Filled();
        Assert.Equal(
            [expected], journal.Query($"SELECT time, agent, symbol FROM journal_events WHERE type = '{manifest}'"));
    }

    [Fact]
    public void Every_event_of_ours_is_a_row_and_its_payload_is_json_text()
    {
        using var journal = Filled();
        Assert.Equal(
            MessageManifests.All.Select(m => m.Name).Order(StringComparer.Ordinal),
            journal.Query("SELECT type FROM journal_events ORDER BY type"));
        Assert.Equal(["69100.12345678"], journal.Query(
            "SELECT json_extract(payload, '$.fill.priceQuote') FROM journal_events "
            + "WHERE type = 'portfolio.fill-booked.1'"));
        Assert.Equal(["text"], journal.Query("SELECT DISTINCT typeof(payload) FROM journal_events"));
    }

    [Fact]
    public void The_columns_are_the_documented_ones()
    {
        using var journal = Filled();
        Assert.Equal(
            ["ordering", "persistence_id", "sequence_nr", "time", "agent", "symbol", "type", "payload"],
            journal.Query("SELECT name FROM pragma_table_info('journal_events')"));
    }

    [Fact]
    public void Rows_of_other_serializers_are_not_shown_and_a_damaged_one_hides_no_other()
    {
        using var journal = new RawJournal().WithTable();
        journal.AddRaw("other", "x", [0, 1, 2], serializer: 7);
        journal.AddRaw("ours", "trader.decided.1", Encoding.UTF8.GetBytes("{broken"));
        journal.Add("ours", EventSamples.All[0]);
        Assert.Equal(
            ["2|null|ours", "3|null|bybit-linear"], journal.Query("SELECT ordering, time, agent FROM journal_events"));
    }

    private static RawJournal Filled()
    {
        var journal = new RawJournal().WithTable();
        foreach (var sample in EventSamples.All)
        {
            journal.Add("writer", sample);
        }

        return journal;
    }
}
