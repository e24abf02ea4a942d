using System.Globalization;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Bybit.Trading;

/// <summary>Positions: listing them, their leverage, mode and protection.</summary>
public sealed class PositionCommands
{
    private readonly TradingDesk _desk;

    /// <summary>Makes it.</summary>
    public PositionCommands(TradingDesk desk) => _desk = desk;

    /// <summary>Positions; with a symbol also flat ones.</summary>
    public Answer List(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        fields.OneOf("category", null, "linear");
        var scope = OrderScope.Read(fields, turn.Exchange);
        var limit = (int)fields.Whole("limit", 20, 1, 200);
        var from = (int)fields.Whole("cursor", 0, 0, int.MaxValue);
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var positions = scope.Symbol.Length > 0
            ? turn.Exchange.Positions(account, TradingDesk.InstrumentOf(scope.Symbol))
            : [.. turn.Exchange.Positions(account)
                .Where(p => p.SizeBase != 0m && scope.Has(p.Instrument.Symbol))];
        var rows = positions.Skip(from).Take(limit)
            .Select(p => PositionRows.ForList(p, turn.Exchange.Terms(p.Instrument)!));
        var next = positions.Count > from + limit
            ? (from + limit).ToString(CultureInfo.InvariantCulture)
            : string.Empty;
        return Answer.Ok(new JsonObject
        {
            ["category"] = "linear", ["list"] = new JsonArray([.. rows]), ["nextPageCursor"] = next,
        });
    });

    /// <summary>Sets leverage.</summary>
    public Answer SetLeverage(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var instrument = OrderReader.Instrument(fields, turn.Exchange);
        var (buy, sell) = (fields.Decimal("buyLeverage"), fields.Decimal("sellLeverage"));
        if (buy is null || sell is null)
        {
            fields.Fail("params error: buyLeverage and sellLeverage are required");
        }

        return Simple(turn, account, fields, RetCode.LeverageNotModified, () => new ExchangeCommands.SetLeverage(
            turn.Now, account, instrument, buy!.Value, sell!.Value));
    });

    /// <summary>Switches between one-way and hedge mode, for a symbol or for all of a coin.</summary>
    public Answer SwitchMode(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var mode = fields.OneOf("mode", null, "0", "3") == "3" ? PositionMode.Hedge : PositionMode.OneWay;
        return ForAll(turn, account, fields, RetCode.ModeNotModified, instrument =>
            new ExchangeCommands.SetPositionMode(turn.Now, account, instrument, mode));
    });

    /// <summary>Switches one symbol between cross and isolated margin, and sets its leverage.</summary>
    public Answer SwitchIsolated(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var instrument = OrderReader.Instrument(fields, turn.Exchange);
        var mode = fields.OneOf("tradeMode", null, "0", "1") == "1" ? MarginMode.Isolated : MarginMode.Cross;
        var (buy, sell) = (fields.Decimal("buyLeverage"), fields.Decimal("sellLeverage"));
        var answer = Simple(turn, account, fields, RetCode.MarginModeNotModified, () =>
            new ExchangeCommands.SetMarginMode(turn.Now, account, instrument, mode));
        if (answer.Code == RetCode.Ok && buy is { } longs && sell is { } shorts)
        {
            turn.Execute(new ExchangeCommands.SetLeverage(turn.Now, account, instrument, longs, shorts));
        }

        return answer;
    });

    /// <summary>Sets the margin mode of all symbols.</summary>
    public Answer SetMarginMode(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var isIsolated =
            fields.OneOf("setMarginMode", null, "ISOLATED_MARGIN", "REGULAR_MARGIN") == "ISOLATED_MARGIN";
        var mode = isIsolated ? MarginMode.Isolated : MarginMode.Cross;
        var answer = ForAll(turn, account, fields.With("coin", "USDT"), RetCode.MarginModeNotModified, instrument =>
            new ExchangeCommands.SetMarginMode(turn.Now, account, instrument, mode));
        return answer with
        {
            Message = answer.Code == RetCode.Ok ? "Request accepted" : answer.Message,
            Result = new JsonObject { ["reasons"] = new JsonArray() },
        };
    });

    /// <summary>Adds margin to an isolated position, or takes it.</summary>
    public Answer AddMargin(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var instrument = OrderReader.Instrument(fields, turn.Exchange);
        var leg = OrderReader.Leg(fields);
        if (!decimal.TryParse(
            fields.Text("margin"), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount))
        {
            fields.Fail("params error: margin invalid");
        }

        return Simple(turn, account, fields, RetCode.ParameterError, () => new ExchangeCommands.AddMargin(
            turn.Now, account, instrument, leg, amount));
    });

    /// <summary>Sets take-profit, stop-loss and trailing stop; "0" takes one away.</summary>
    public Answer TradingStop(AccountId account, RequestFields fields) => _desk.Run(turn =>
    {
        var instrument = OrderReader.Instrument(fields, turn.Exchange);
        var leg = OrderReader.Leg(fields);
        var isPartial = fields.OneOf("tpslMode", "Full", "Full", "Partial") == "Partial";
        ExchangeCommand? command = isPartial
            ? PartialStop(turn, account, fields, instrument, leg)
            : FullStop(turn, account, fields, instrument, leg);
        return command is null && fields.Mistake is null
            ? Answer.Refuse(RetCode.StopsNotModified, "not modified")
            : Simple(turn, account, fields, RetCode.StopsNotModified, () => command!);
    });

    private static ExchangeCommands.SetProtection? FullStop(
        DeskTurn turn, AccountId account, RequestFields fields, InstrumentId instrument, PositionLeg leg)
    {
        var trailing = fields.Decimal("trailingStop");
        var activation = fields.Price("activePrice");
        var (profit, loss) = (Stop(fields, "takeProfit", "tp"), Stop(fields, "stopLoss", "sl"));
        return profit is null && loss is null && trailing is null
            ? null
            : new ExchangeCommands.SetProtection(
                turn.Now, account, instrument, leg, profit, loss, trailing, activation);
    }

    private static ExchangeCommands.AddPartialProtection? PartialStop(
        DeskTurn turn, AccountId account, RequestFields fields, InstrumentId instrument, PositionLeg leg)
    {
        var (profitSize, lossSize) = (fields.Price("tpSize"), fields.Price("slSize"));
        if (profitSize is { } one && lossSize is { } other && one != other)
        {
            fields.Fail("params error: tpSize must be equal to slSize");
        }

        var profit = OrderReader.Protection(fields, "takeProfit", "tp");
        var loss = OrderReader.Protection(fields, "stopLoss", "sl");
        if ((profitSize ?? lossSize) is not { } size || (profit is null && loss is null))
        {
            fields.Fail("params error: tpSize or slSize is required");
            return null;
        }

        return new ExchangeCommands.AddPartialProtection(turn.Now, account, instrument, leg, size, profit, loss);
    }

    // Here, unlike in an order, a price of 0 says something: take it away.
    private static ProtectionPrice? Stop(RequestFields fields, string name, string prefix) =>
        OrderReader.Protection(fields, name, prefix)
        ?? (fields.Decimal(name) is 0m ? new ProtectionPrice(0m) : null);

    private static Answer Simple(
        DeskTurn turn, AccountId account, RequestFields fields, int unchanged, Func<ExchangeCommand> command)
    {
        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var events = turn.Execute(command());
        return OrderCommands.RefusalIn(events, account) is { } refused
            ? RefusalCodes.Of(refused, unchanged)
            : Answer.Ok([]);
    }

    // Done when one changed; the first refusal when none did.
    private static Answer ForAll(
        DeskTurn turn,
        AccountId account,
        RequestFields fields,
        int unchanged,
        Func<InstrumentId, ExchangeCommand> command)
    {
        var symbol = fields.Text("symbol");
        var instruments = turn.Instruments
            .Where(id => symbol.Length > 0 ? id.Symbol == symbol : fields.Text("coin") == "USDT").ToList();
        if (instruments.Count == 0)
        {
            fields.Fail($"params error: symbol or coin invalid {symbol}{fields.Text("coin")}");
        }

        if (fields.Mistake is { } mistake)
        {
            return Answer.Refuse(RetCode.ParameterError, mistake);
        }

        var answers = instruments.Select(id => Simple(turn, account, fields, unchanged, () => command(id))).ToList();
        return answers.Find(answer => answer.Code != RetCode.Ok && answer.Code != unchanged)
            ?? answers.Find(answer => answer.Code == RetCode.Ok)
            ?? answers[0];
    }
}
