using System.Globalization;
using System.Text.RegularExpressions;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Binance.Rest;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Reads the parameters of orders; mistakes are noted in the fields.</summary>
public sealed partial class OrderReader
{
    /// <summary>The type of an order whose trigger follows the price.</summary>
    public const string Trailing = "TRAILING_STOP_MARKET";

    /// <summary>How far off a date must be.</summary>
    public static readonly TimeSpan GoodTillMin = TimeSpan.FromSeconds(600);

    private const decimal CallbackPercentMin = 0.1m;
    private const decimal CallbackPercentMax = 10m;
    private const string TooFine = "Precision is over the maximum defined for this asset.";
    private readonly CallFields _fields;
    private readonly TradingTerms _terms;
    private readonly IExchange _exchange;

    /// <summary>Makes it.</summary>
    public OrderReader(CallFields fields, TradingTerms terms, IExchange exchange)
    {
        _fields = fields;
        _terms = terms;
        _exchange = exchange;
    }

    /// <summary>An order that is active at once.</summary>
    /// <param name="now">The server's time.</param>
    public OrderRequest Active(DateTimeOffset now)
    {
        var side = Side();
        var kind = _fields.Needed("type") == "MARKET" ? OrderKind.Market : OrderKind.Limit;
        var reduces = _fields.Flag("reduceOnly");
        var size = Size(kind == OrderKind.Market ? _terms.MarketSizeBaseMax : _terms.SizeBaseMax);
        var price = kind == OrderKind.Limit ? Price(side) : null;
        if (kind == OrderKind.Market && _fields.Has("price"))
        {
            _fields.Fail(new Failure(-1106, "Parameter 'price' sent when not required."));
        }

        return new OrderRequest(
            side,
            kind,
            size,
            price,
            kind == OrderKind.Limit ? Time(null) : TimeInForce.ImmediateOrCancel,
            Reduces(reduces),
            Leg(),
            ClientId("newClientOrderId"),
            SelfTrade: _fields.Word("selfTradePreventionMode", Words.Preventions, "EXPIRE_MAKER"),
            GoodTill: kind == OrderKind.Limit && _fields.Text("timeInForce") == "GTD" ? GoodTill(now) : null);
    }

    /// <summary>An order whose trigger follows the price, from a price on that it may name.</summary>
    public OrderRequest Following()
    {
        var side = Side();
        var source = _fields.Word("workingType", Words.Sources, "CONTRACT_PRICE");
        var percent = _fields.Needed("callbackRate").Length > 0 ? _fields.Decimal("callbackRate") ?? 0m : 0m;
        FailIf(percent is < CallbackPercentMin or > CallbackPercentMax, -2007, "Invalid callBack rate.");
        FailIf(_fields.Has("triggerPrice"), -1106, "Parameter 'triggerprice' sent when not required.");
        FailIf(_fields.Flag("closePosition"), -1106, "Parameter 'closeposition' sent when not required.");
        var prices = _exchange.Prices(_terms.Instrument.Id);
        var now = (source == TriggerSource.Mark ? prices.MarkQuote : prices.LastQuote) ?? prices.MarkQuote ?? 0m;
        var activation = OnTick("activatePrice", required: false);
        FailIf(side.Sign() * (activation - now) > 0m, -2021, "Order would immediately trigger.");
        var fraction = percent / 100m;
        var tick = _terms.Instrument.TickQuote;
        var start = Math.Max(tick, Math.Floor(now * (1m + (side.Sign() * fraction)) / tick) * tick);
        var isSale = side == Messages.Units.Side.Sell;
        return new OrderRequest(
            side,
            OrderKind.Market,
            Size(_terms.MarketSizeBaseMax),
            null,
            TimeInForce.ImmediateOrCancel,
            Reduces(_fields.Flag("reduceOnly")),
            Leg(),
            ClientId("clientAlgoId"),
            new OrderTrigger(start, isSale ? TriggerDirection.FallsTo : TriggerDirection.RisesTo, source),
            SelfTrade: _fields.Word("selfTradePreventionMode", Words.Preventions, "EXPIRE_MAKER"),
            Trailing: new TrailingTrigger(fraction, activation));
    }

    /// <summary>An order that waits for its trigger.</summary>
    public OrderRequest Conditional()
    {
        var side = Side();
        var type = _fields.Needed("type");
        var kind = type.EndsWith("_MARKET", StringComparison.Ordinal) ? OrderKind.Market : OrderKind.Limit;
        var isProfit = type.StartsWith("TAKE_PROFIT", StringComparison.Ordinal);
        var closes = _fields.Flag("closePosition");
        if (closes && (kind == OrderKind.Limit || _fields.Has("quantity") || _fields.Has("reduceOnly")))
        {
            _fields.Fail(new Failure(
                -4136, "Target strategy invalid for orderType, closePosition true, quantity and reduceOnly."));
        }

        FailIf(_fields.Text("timeInForce") == "GTD", -1115, "Invalid timeInForce.");
        var trigger = OnTick("triggerPrice", required: true) ?? 0m;
        var rises = (side == Messages.Units.Side.Buy) != isProfit;
        return new OrderRequest(
            side,
            kind,
            closes ? 0m : Size(kind == OrderKind.Market ? _terms.MarketSizeBaseMax : _terms.SizeBaseMax),
            kind == OrderKind.Limit ? Price(side) : null,
            kind == OrderKind.Limit ? Time("GTC") : TimeInForce.ImmediateOrCancel,
            closes || Reduces(_fields.Flag("reduceOnly")),
            Leg(),
            ClientId("clientAlgoId"),
            new OrderTrigger(
                trigger,
                rises ? TriggerDirection.RisesTo : TriggerDirection.FallsTo,
                _fields.Word("workingType", Words.Sources, "CONTRACT_PRICE")),
            SelfTrade: _fields.Word("selfTradePreventionMode", Words.Preventions, "EXPIRE_MAKER"),
            CloseOnTrigger: closes);
    }

    /// <summary>What to change in an order.</summary>
    public OrderChange Change(Side side) => new(Price(side), Size(_terms.SizeBaseMax));

    /// <summary>Buy or sell.</summary>
    public Side Side() => _fields.Word("side", Words.Sides, null, new Failure(-1117, "Invalid side."));

    private DateTimeOffset? GoodTill(DateTimeOffset now)
    {
        _fields.Needed("goodTillDate");
        var until = _fields.Whole("goodTillDate", 0, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

        // Of the date only its second counts.
        var date = DateTimeOffset.FromUnixTimeMilliseconds(until / 1_000 * 1_000);
        FailIf(date <= now + GoodTillMin, -1130, "Data sent for parameter 'goodTillDate' is not valid.");
        return date;
    }

    private PositionLeg Leg() =>
        _fields.Word("positionSide", Words.Legs, "BOTH", new Failure(-4060, "Invalid position side."));

    private TimeInForce Time(string? otherwise) =>
        _fields.Word("timeInForce", Words.Times, otherwise, new Failure(-1115, "Invalid timeInForce."));

    // In hedge mode the position side says it, and the parameter must not be there.
    private bool Reduces(bool asked)
    {
        var (leg, side) = (Leg(), Side());
        if (leg != PositionLeg.Net && _fields.Has("reduceOnly"))
        {
            _fields.Fail(new Failure(-1106, "Parameter 'reduceonly' sent when not required."));
        }

        return asked
            || (leg == PositionLeg.Long && side == Messages.Units.Side.Sell)
            || (leg == PositionLeg.Short && side == Messages.Units.Side.Buy);
    }

    private decimal Size(decimal max)
    {
        _fields.Needed("quantity");
        var size = _fields.Decimal("quantity") ?? 0m;
        var instrument = _terms.Instrument;
        if (size <= 0m)
        {
            _fields.Fail(new Failure(-4003, "Quantity less than or equal to zero."));
        }
        else if (IsFiner(size, instrument.StepBase))
        {
            _fields.Fail(new Failure(-1111, TooFine));
        }
        else if (size < instrument.SizeBaseMin)
        {
            _fields.Fail(new Failure(-4004, "Quantity less than min quantity."));
        }
        else if (size > max)
        {
            _fields.Fail(new Failure(-4005, "Quantity greater than max quantity."));
        }
        else if (size % instrument.StepBase != 0m)
        {
            _fields.Fail(new Failure(-4023, "Qty not increased by step size."));
        }

        return size;
    }

    private decimal? Price(Side side)
    {
        if (_fields.Has("priceMatch") && _fields.Text("priceMatch") != "NONE")
        {
            return Matched(side);
        }

        var price = OnTick("price", required: true);
        var mark = _exchange.Prices(_terms.Instrument.Id).MarkQuote;
        if (side == Messages.Units.Side.Buy && price > mark * SymbolRows.PriceUp)
        {
            _fields.Fail(new Failure(
                -4016, $"Limit price can't be higher than {Plain(mark!.Value * SymbolRows.PriceUp)}."));
        }
        else if (side == Messages.Units.Side.Sell && price < mark * SymbolRows.PriceDown)
        {
            _fields.Fail(new Failure(
                -4024, $"Limit price can't be lower than {Plain(mark!.Value * SymbolRows.PriceDown)}."));
        }

        return price;
    }

    // The price of a level of the book: of the other side, or of the own one.
    private decimal? Matched(Side side)
    {
        var match = PriceMatchPattern().Match(_fields.Text("priceMatch"));
        if (!match.Success || _fields.Has("price"))
        {
            _fields.Fail(Failure.Invalid("priceMatch"));
            return null;
        }

        var level = match.Groups[2].Success
            ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
            : 1;
        var seen = match.Groups[1].Value == "QUEUE" ? side : side.Opposite();
        var levels = _exchange.Depth(_terms.Instrument.Id, seen, level);
        if (levels.Count < level)
        {
            _fields.Fail(new Failure(
                -4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit."));
            return null;
        }

        return levels[level - 1].PriceQuote;
    }

    private decimal? OnTick(string name, bool required)
    {
        if (required)
        {
            _fields.Needed(name);
        }

        if (_fields.Decimal(name) is not { } price)
        {
            return null;
        }

        FailIf(price <= 0m, -4001, "Price less than 0.");
        FailIf(
            IsFiner(price, _terms.Instrument.TickQuote), -1111, TooFine);
        FailIf(price % _terms.Instrument.TickQuote != 0m, -4014, "Price not increased by tick size.");
        FailIf(price > _terms.PriceQuoteMax, -4002, "Price greater than max price.");
        FailIf(price < _terms.PriceQuoteMin, -4013, "Price less than min price.");
        return price;
    }

    private void FailIf(bool isWrong, int code, string words)
    {
        if (isWrong)
        {
            _fields.Fail(new Failure(code, words));
        }
    }

    private string ClientId(string name)
    {
        var id = _fields.Text(name);
        if (id.Length > 0 && !ClientIdPattern().IsMatch(id))
        {
            _fields.Fail(new Failure(-1100, $"Illegal characters found in parameter '{name}'; legal range is "
                + "'^[\\.A-Z\\:/a-z0-9_-]{1,36}$'."));
        }

        return id;
    }

    private static bool IsFiner(decimal number, decimal step)
    {
        var decimals = SymbolRows.Decimals(step);
        return Math.Round(number, decimals) != number;
    }

    private static string Plain(decimal price) => price.ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex("^[.A-Z:/a-z0-9_-]{1,36}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClientIdPattern();

    [GeneratedRegex("^(OPPONENT|QUEUE)(?:_(5|10|20))?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PriceMatchPattern();
}
