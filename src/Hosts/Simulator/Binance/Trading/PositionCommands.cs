using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Desks;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Trading;

/// <summary>Positions: their lists, leverage, margin and mode.</summary>
public sealed class PositionCommands
{
    private static readonly Dictionary<string, int> Directions = new(StringComparer.Ordinal)
    {
        ["1"] = 1, ["2"] = -1,
    };

    private readonly BinanceVenue _venue;

    /// <summary>Makes it.</summary>
    public PositionCommands(BinanceVenue venue) => _venue = venue;

    /// <summary>Adds the routes.</summary>
    public void Map(CallRoutes routes)
    {
        routes.Signed("POST", "/fapi/v1/leverage", 1, SetLeverage);
        routes.Signed("POST", "/fapi/v1/marginType", 1, SetMarginType);
        routes.Signed("POST", "/fapi/v1/positionMargin", 1, AddMargin);
        routes.Signed("POST", "/fapi/v1/positionSide/dual", 1, SetMode);
        routes.Signed("GET", "/fapi/v1/positionSide/dual", 30, Mode);
        routes.Signed("GET", "/fapi/v3/positionRisk", 5, Risks);
        routes.Signed("GET", "/fapi/v2/positionRisk", 5, RisksWithChoices);
    }

    private Reply SetLeverage(AccountId account, CallFields fields)
    {
        var leverage = fields.Has("leverage") ? fields.Whole("leverage", 1) : 0;
        fields.Needed("leverage");
        return _venue.AtSymbol(fields, (turn, id) =>
        {
            var terms = turn.Exchange.Terms(id)!;
            if (leverage < 1 || leverage > terms.Instrument.LeverageMax)
            {
                return new Failure(-4028, $"Leverage {leverage} is not valid");
            }

            var events = turn.Execute(
                new ExchangeCommands.SetLeverage(turn.Now, account, id, leverage, leverage));
            var refused = events.OfType<ExchangeEvents.Refused>().FirstOrDefault();
            return refused is { Kind: not ExchangeRefusal.NotModified } ? Refusals.Of(refused) : new JsonObject
            {
                ["leverage"] = leverage,
                ["maxNotionalValue"] = Text(PositionRows.NotionalMax(terms, leverage)),
                ["symbol"] = id.Symbol,
            };
        });
    }

    private Reply SetMarginType(AccountId account, CallFields fields)
    {
        var mode = fields.Word("marginType", Words.Margins, null);
        return _venue.AtSymbol(fields, (turn, id) => Done(
            turn,
            account,
            new ExchangeCommands.SetMarginMode(turn.Now, account, id, mode),
            new Failure(-4046, "No need to change margin type.")));
    }

    private Reply AddMargin(AccountId account, CallFields fields)
    {
        var leg = fields.Word("positionSide", Words.Legs, "BOTH");
        var sign = fields.Word("type", Directions, null);
        fields.Needed("amount");
        var amount = fields.Decimal("amount") ?? 0m;
        return _venue.AtSymbol(fields, (turn, id) =>
        {
            var failure = Refusals.In(
                turn.Execute(new ExchangeCommands.AddMargin(turn.Now, account, id, leg, amount * sign)), account);
            return failure is not null ? failure : new JsonObject
            {
                ["amount"] = amount, ["code"] = 200, ["msg"] = "Successfully modify position margin.",
                ["type"] = sign > 0 ? 1 : 2,
            };
        });
    }

    // One mode for the whole account: all symbols, or none when one cannot change.
    private Reply SetMode(AccountId account, CallFields fields)
    {
        fields.Needed("dualSidePosition");
        var mode = fields.Flag("dualSidePosition") ? PositionMode.Hedge : PositionMode.OneWay;
        return _venue.At(turn =>
        {
            if (fields.Mistake is { } mistake)
            {
                return mistake;
            }

            if (ModeOf(turn, account) == mode)
            {
                return new Failure(-4059, "No need to change position side.");
            }

            if (turn.Exchange.OpenOrders(account).Count > 0)
            {
                return new Failure(-4067, "Position side cannot be changed if there exists open orders.");
            }

            if (turn.Exchange.Positions(account).Any(position => position.SizeBase != 0m))
            {
                return new Failure(-4068, "Position side cannot be changed if there exists position.");
            }

            foreach (var id in turn.Instruments)
            {
                turn.Execute(new ExchangeCommands.SetPositionMode(turn.Now, account, id, mode));
            }

            return Reply.Done();
        });
    }

    private Reply Mode(AccountId account, CallFields fields) => _venue.At(turn => new JsonObject
    {
        ["dualSidePosition"] = ModeOf(turn, account) == PositionMode.Hedge,
    });

    /// <summary>The account's position mode: hedge when one symbol has it.</summary>
    public static PositionMode ModeOf(DeskTurn turn, AccountId account) => turn.Instruments
        .Any(id => turn.Exchange.Positions(account, id)[0].PositionMode == PositionMode.Hedge)
            ? PositionMode.Hedge
            : PositionMode.OneWay;

    // Only symbols with a position or orders, as documented.
    private Reply Risks(AccountId account, CallFields fields) => _venue.AtSymbols(fields, (turn, ids) =>
        Reply.List(Positions(turn, account, ids)
            .Where(position => position.SizeBase != 0m
                || turn.Exchange.OpenOrders(account, position.Instrument).Any(order => Fits(order, position)))
            .Select(position => PositionRows.Risk(position, 0m))));

    private Reply RisksWithChoices(AccountId account, CallFields fields) => _venue.AtSymbols(fields, (turn, ids) =>
        Reply.List(Positions(turn, account, ids)
            .Select(position => PositionRows.RiskWithChoices(position, turn.Exchange.Terms(position.Instrument)!))));

    private static bool Fits(OrderView order, PositionView position) =>
        order.Request.Leg == position.Leg && order.Status != OrderStatus.Untriggered;

    private static IEnumerable<PositionView> Positions(
        DeskTurn turn, AccountId account, IReadOnlyList<InstrumentId> ids) =>
        ids.SelectMany(id => turn.Exchange.Positions(account, id));

    private static Reply Done(DeskTurn turn, AccountId account, ExchangeCommand command, Failure unchanged)
    {
        var refused = turn.Execute(command).OfType<ExchangeEvents.Refused>()
            .FirstOrDefault(e => e.Account == account);
        return refused is null ? Reply.Done()
            : refused.Kind == ExchangeRefusal.NotModified ? unchanged
            : Refusals.Of(refused);
    }
}
