using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Binance.Private;
using WhaleStack.Venues.Bybit.Private;
using WhaleStack.Venues.Tests.Binance.Private;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Frames of an account's stream, damaged at random.</summary>
public sealed class PrivateFuzzSpecs
{
    private const string Wallet =
        """
        {"id":"w","topic":"wallet","creationTime":1760000000410,"data":[{"accountType":"UNIFIED","totalEquity":"10.5",
        "totalWalletBalance":"9","coin":[{"coin":"USDT","equity":"105","walletBalance":"100","locked":"1"}]}]}
        """;

    private static readonly byte[][] BybitFrames = Bytes(
        Rows.Frame("order", Rows.Order(), Rows.Order("o-2", "Filled", "0.010")),
        Rows.Frame("execution.linear", Rows.Execution(), Rows.Execution("e-2", type: "Funding")),
        Rows.Frame("execution.fast", Rows.Execution()),
        Rows.Frame("position", Rows.Position()),
        Wallet,
        """{"success":true,"ret_msg":"","op":"auth","conn_id":"c"}""");

    private static readonly byte[][] BinanceFrames = Bytes(
        BinanceRows.OrderEvent("TRADE", "FILLED", "0.010", "0.010", 5),
        BinanceRows.Wallet("100.5"),
        $$"""{"stream":"key","data":{{BinanceRows.OrderEvent("NEW", "NEW", "0", "0", 0)}}}""");

    [Fact]
    public void No_damaged_frame_throws_and_none_that_is_no_json_tells_anything() =>
        ReadAll(BybitFrames, frame => BybitPrivateFrame.Read(frame).News, 4_000);

    [Fact]
    public void No_damaged_frame_of_Binance_throws_or_tells_anything_that_is_no_json()
    {
        var parents = new BinanceParents(rememberedMax: 8);
        ReadAll(BinanceFrames, frame => BinancePrivateFrame.Read(frame, parents).News, 4_000);
    }

    [Fact]
    public void No_number_of_an_order_is_accepted_that_is_none_and_none_becomes_another()
    {
        var random = new Random(20261122);
        var frame = Encoding.UTF8.GetBytes(Rows.Frame("order", Rows.Order(status: "PartiallyFilled", filled: "0.004")));
        var original = OrderOf(frame)!;
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < Soak.Count(8_000, 1_000_000); i++)
        {
            var at = random.Next(4);
            var text = Mutation.AnyNumber(random);
            Assert.True(Mutation.TrySwapNumber(frame, at, text, out var swapped));

            // The only escape among the texts is that of the digit 1.
            var plain = text == "\\u0031" ? "1" : text;
            var isNumber = decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
            var order = OrderOf(swapped);
            var isFine = isNumber || (plain.Length == 0 && at != 1);
            Assert.True(order is not null == isFine, $"round {i}: '{text}' in number {at}");
            (accepted, refused) = order is null ? (accepted, refused + 1) : (accepted + 1, refused);
            Assert.Equal(order is null ? null : With(original, at, isNumber ? value : null), order);
        }

        Assert.True(accepted > 500 && refused > 500, $"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public void Topics_that_nobody_asked_for_are_passed_over_whatever_is_in_them()
    {
        Assert.Empty(Bybit("""{"topic":"greeks","data":[{"baseCoin":"ETH","totalDelta":"x"}]}""").News);
        Assert.Empty(Bybit("""{"topic":"orders","data":[{"category":"linear"}]}""").News);
        Assert.Empty(Bybit("""{"data":{"order":[{}]},"topic":"dcp.future"}""").News);
        Assert.IsType<AccountNews.Unreadable>(Assert.Single(Bybit("""{"topic":"greeks","data":[}""").News));
    }

    [Fact]
    public void One_row_that_cannot_be_read_leaves_the_others_of_its_frame()
    {
        byte[] broken = [.. "{\"category\":\"linear\",\"symbol\":\""u8, 0xff, .. "\"}"u8];
        byte[] frame =
        [
            .. "{\"topic\":\"order\",\"data\":["u8, .. Encoding.UTF8.GetBytes(Rows.Order()), (byte)',', .. broken,
            .. ",{\"category\":\"option\"},{\"category\":\"linear\",\"orderStatus\":\"\\ud83d\"}]}"u8,
        ];
        Assert.Equal(
            ["OrderChanged", "Unreadable", "Unreadable"],
            BybitPrivateFrame.Read(frame).News.Select(news => news.GetType().Name));
    }

    private static OrderReport With(OrderReport original, int number, decimal? value) => number switch
    {
        0 => original with { LimitQuote = value > 0m ? value : null },
        1 => original with { SizeBase = value!.Value },
        2 => original with { FilledBase = value ?? 0m },
        3 => original with { LeftBase = value },
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "Unknown number."),
    };

    private static OrderReport? OrderOf(byte[] frame) =>
        (Assert.Single(BybitPrivateFrame.Read(frame).News) as AccountNews.OrderChanged)?.Order;

    private static BybitPrivateFrame Bybit(string frame) => BybitPrivateFrame.Read(Encoding.UTF8.GetBytes(frame));

    private static void ReadAll(byte[][] frames, Func<byte[], IReadOnlyList<AccountNews>> read, int usual)
    {
        var random = new Random(20261122);
        var (told, unreadable) = (0, 0);
        for (var i = 0; i < Soak.Count(usual, 1_000_000); i++)
        {
            var mutant = Mutation.Of(frames[i % frames.Length], random);
            var news = read(mutant);
            if (!IsJson(mutant))
            {
                Assert.IsType<AccountNews.Unreadable>(Assert.Single(news));
            }

            told += news.Any(item => item is not AccountNews.Unreadable) ? 1 : 0;
            foreach (var item in news.OfType<AccountNews.Unreadable>())
            {
                unreadable++;
                Assert.DoesNotContain('\n', item.Detail);
            }
        }

        Assert.True(told > usual / 20 && unreadable > usual / 4, $"{told} told something, {unreadable} unreadable");
    }

    private static bool IsJson(byte[] frame)
    {
        try
        {
            using var tree = JsonDocument.Parse(frame);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[][] Bytes(params string[] frames) =>
        [.. frames.Select(frame => Encoding.UTF8.GetBytes(frame.ReplaceLineEndings("")))];
}
