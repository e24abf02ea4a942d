using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Storage.Tests.Serialization;

public sealed class MessageJsonSpecs
{
    private const string Alert = "risk.alert-raised.1";
    private const string AlertJson =
        """{"alert":"drawdown","limitValue":0.1,"inputValue":0.2,"time":"2026-03-05T12:00:00Z"}""";

    [Fact]
    public void Every_event_survives_the_way_there_and_back()
    {
        Assert.Equal(
            MessageManifests.All.Length, EventSamples.All.Select(sample => sample.GetType()).Distinct().Count());
        foreach (var sample in EventSamples.All)
        {
            var json = MessageJson.Serialize(sample);
            var back = MessageJson.Deserialize(MessageManifests.NameOf(sample.GetType()), json);
            Assert.IsType(sample.GetType(), back);
            Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(MessageJson.Serialize(back)));
        }
    }

    [Fact]
    public void An_event_of_plain_fields_comes_back_equal()
    {
        var booked = new PortfolioEvents.FillBooked(EventSamples.Fill, -12.3456789m);
        Assert.Equal(booked, MessageJson.Deserialize("portfolio.fill-booked.1", MessageJson.Serialize(booked)));
    }

    [Fact]
    public void No_decimal_loses_a_digit() =>
        Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), Survives).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("7.9228162514264337593543950335")]
    [InlineData("1.10")]
    [InlineData("0")]
    public void The_ends_of_decimal_survive(string text)
    {
        var value = decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.True(Survives(value));
        var json = Encoding.UTF8.GetString(MessageJson.Serialize(Raised(value)));
        Assert.Contains($"\"inputValue\":{text},", json, StringComparison.Ordinal);
    }

    [Fact]
    public void No_double_loses_a_bit() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NormalFloat>(),
            number =>
            {
                var signal = EventSamples.Signal with { ConfidenceFraction = number.Get };
                var raised = new SignalEvents.SignalRaised(signal, new Watermark(signal.Time, StepPhase.Live));
                var back = (SignalEvents.SignalRaised)RoundTrip(raised);
                return BitConverter.DoubleToInt64Bits(back.Signal.ConfidenceFraction)
                    == BitConverter.DoubleToInt64Bits(number.Get);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_time_loses_a_tick_and_every_time_is_written_in_utc() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<DateTimeOffset>(),
            time =>
            {
                var queued = new BroadcastEvents.MessageQueued("m", "t", time);
                var back = (BroadcastEvents.MessageQueued)RoundTrip(queued);
                return back.Time == time && back.Time.Offset == TimeSpan.Zero
                    && Encoding.UTF8.GetString(MessageJson.Serialize(queued))
                        .Contains("Z\"}", StringComparison.Ordinal);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_survives() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(),
            text => !IsUnicode(text.Get) || RoundTrip(new BroadcastEvents.MessageSent(text.Get))
                .Equals(new BroadcastEvents.MessageSent(text.Get))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_format_is_camel_case_names_numbers_and_utc()
    {
        var json = Encoding.UTF8.GetString(MessageJson.Serialize(new ClockedSample().Marked));
        Assert.Equal(
            """{"watermark":{"time":"2026-03-05T12:00:00Z","phase":"Live"},"equityQuote":10000.50,"peakQuote":1"""
            + ""","dayStartQuote":2,"maxDrawdownFraction":0.1,"marksQuote":{"bybit:BTCUSDT":70000.5}}""",
            json);
    }

    [Fact]
    public void A_field_from_a_later_version_is_passed_over()
    {
        var later = AlertJson.Replace("{\"alert\"", "{\"later\":{\"x\":[1,2]},\"alert\"", StringComparison.Ordinal);
        Assert.Equal("drawdown", ((RiskEvents.AlertRaised)Read(Alert, later)).Alert);
    }

    [Theory]
    [InlineData("\"alert\":\"drawdown\",", "", "alert")]
    [InlineData("\"limitValue\":0.1,", "", "limitValue")]
    [InlineData(",\"time\":\"2026-03-05T12:00:00Z\"", "", "time")]
    [InlineData("\"drawdown\"", "null", "alert")]
    [InlineData("0.1", "\"0.1\"", "limitValue")]
    [InlineData("0.1", "1e99", "limitValue")]
    [InlineData("2026-03-05T12:00:00Z", "2026-03-05T12:00:00", "time")]
    [InlineData("2026-03-05T12:00:00Z", "yesterday", "time")]
    [InlineData("\"limitValue\":0.1", "\"limitValue\":0.1,\"limitValue\":0.2", "limitValue")]
    public void A_damaged_field_is_an_error_that_names_it(string part, string damage, string field)
    {
        var json = AlertJson.Replace(part, damage, StringComparison.Ordinal);
        Assert.NotEqual(AlertJson, json);
        var error = Assert.Throws<MessageFormatException>(() => Read(Alert, json));
        Assert.Contains(Alert, error.Message, StringComparison.Ordinal);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"alert\":")]
    [InlineData("\u0000\u0001")]
    public void What_is_no_json_object_is_an_error(string json) =>
        Assert.Throws<MessageFormatException>(() => Read(Alert, json));

    [Theory]
    [InlineData("\"phase\":\"History\"", "\"phase\":1", "phase")]
    [InlineData("\"phase\":\"History\"", "\"phase\":\"Past\"", "phase")]
    [InlineData("\"coin\":\"bybit:BTCUSDT\"", "\"coin\":\"BTCUSDT\"", "instrument")]
    [InlineData("\"coin\":\"bybit:BTCUSDT\"", "\"coin\":7", "coin")]
    [InlineData("\"orders\":[", "\"orders\":null,\"later\":[", "orders")]
    public void Enums_instruments_and_lists_are_checked(string part, string damage, string named)
    {
        var decided = EventSamples.All.OfType<TraderEvents.Decided>().Single();
        var json = Encoding.UTF8.GetString(MessageJson.Serialize(decided));
        var damaged = json.Replace(part, damage, StringComparison.Ordinal);
        Assert.NotEqual(json, damaged);
        var error = Assert.Throws<MessageFormatException>(() => Read("trader.decided.1", damaged));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_manifest_is_an_error_that_names_it()
    {
        var error = Assert.Throws<MessageFormatException>(() => Read("trader.dreamt.1", "{}"));
        Assert.Contains("trader.dreamt.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_json_cannot_hold_is_refused_when_written()
    {
        var signal = EventSamples.Signal with { ConfidenceFraction = double.NaN };
        var raised = new SignalEvents.SignalRaised(signal, new Watermark(signal.Time, StepPhase.Live));
        Assert.Contains(
            "signal.raised.1", Assert.Throws<ArgumentException>(() => MessageJson.Serialize(raised)).Message,
            StringComparison.Ordinal);
        var noOrders = new TraderEvents.Decided("t", raised.Watermark, default);
        Assert.Throws<ArgumentException>(() => MessageJson.Serialize(noOrders));
        Assert.Throws<ArgumentException>(() => MessageJson.Serialize("no event"));
    }

    private static bool Survives(decimal value)
    {
        var back = (RiskEvents.AlertRaised)RoundTrip(Raised(value));
        return decimal.GetBits(back.InputValue).SequenceEqual(decimal.GetBits(value));
    }

    private static RiskEvents.AlertRaised Raised(decimal value) => new("a", 1m, value, DateTimeOffset.UnixEpoch);

    private static object RoundTrip(object message) =>
        MessageJson.Deserialize(MessageManifests.NameOf(message.GetType()), MessageJson.Serialize(message));

    private static object Read(string manifest, string json) =>
        MessageJson.Deserialize(manifest, Encoding.UTF8.GetBytes(json));

    private static bool IsUnicode(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private sealed class ClockedSample
    {
        public PortfolioEvents.EquityMarked Marked { get; } = new(
            new Watermark(new DateTimeOffset(2026, 3, 5, 13, 0, 0, TimeSpan.FromHours(1)), StepPhase.Live),
            10_000.50m, 1m, 2m, 0.1m,
            ImmutableSortedDictionary<InstrumentId, decimal>.Empty.Add(new("bybit", "BTCUSDT"), 70_000.5m));
    }
}
