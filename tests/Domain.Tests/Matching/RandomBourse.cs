using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Does anything that accounts and markets may do, in a sequence that its seed decides.</summary>
internal sealed class RandomBourse
{
    private static readonly AccountId[] Accounts = [Bourse.Ann, Bourse.Bob, Bourse.Cat];
    private readonly Random _random;
    private readonly HashSet<AccountId> _hedged = [];
    private decimal _mark = 100m;

    public RandomBourse(int seed)
    {
        _random = new Random(seed);
        Bourse = new Bourse(
            new FeeSchedule(Pick(-0.0001m, 0m, 0.0002m), Pick(0.0005m, 0.00055m)), Pick(200m, 1_000m, 10_000m));
        foreach (var account in Accounts)
        {
            if (Chance(2))
            {
                Bourse.Isolate(account);
            }

            if (Chance(3))
            {
                Bourse.Hedge(account);
                _hedged.Add(account);
            }

            Bourse.Leverage(account, Pick(1m, 5m, 10m, 25m, 50m));
        }

        if (Chance(2))
        {
            Bourse.Endow(Pick(0m, 20m, 1_000m));
        }
    }

    public Bourse Bourse { get; }

    public IReadOnlyList<ExchangeEvent> Step() => _random.Next(20) switch
    {
        < 9 => Place(Account()),
        9 => Cancel(),
        10 => Amend(),
        11 => Reprice(wide: Chance(8)),
        12 => Reprice(wide: false),
        13 or 14 => House(),
        15 => Bourse.Do(new ExchangeCommands.PrintHouseTrade(
            Bourse.Now, Given.Sol, Side(), Near(200), _random.Next(1, 100) / 10m)),
        16 => Bourse.Do(new ExchangeCommands.SettleFunding(
            Bourse.Now, Given.Sol, _random.Next(-300, 300) / 100_000m)),
        17 => Protect(),
        18 => Money(),
        _ => Modes(),
    };

    private AccountId Account() => Accounts[_random.Next(Accounts.Length)];

    private Side Side() => Chance(2) ? Messages.Units.Side.Buy : Messages.Units.Side.Sell;

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    /// <summary>Mostly one that the account's mode has.</summary>
    private PositionLeg Leg(AccountId account) =>
        _hedged.Contains(account) ^ Chance(30) ? Pick(PositionLeg.Long, PositionLeg.Short) : PositionLeg.Net;

    /// <summary>A price within so many ticks of the mark price.</summary>
    private decimal Near(int ticks) => Math.Max(0.01m, Math.Round(_mark, 2) + (_random.Next(-ticks, ticks) / 100m));

    /// <summary>Mostly small; at times enough to reach a higher tier, or far too much.</summary>
    private decimal Size() => _random.Next(8) switch
    {
        0 => _random.Next(1, 20_000) / 10m,
        1 or 2 => _random.Next(1_500, 6_000) / 10m,
        _ => _random.Next(1, 400) / 10m,
    };

    private IReadOnlyList<ExchangeEvent> Place(AccountId account)
    {
        var leg = Leg(account);
        var size = Bourse.Exchange.Positions(account, Given.Sol)
            .Where(position => position.Leg == leg)
            .Sum(position => position.SizeBase);
        var reduce = Chance(3) && (size != 0m || Chance(5));
        var side = reduce && !Chance(10) ? (size > 0m ? Messages.Units.Side.Sell : Messages.Units.Side.Buy) : Side();
        return Bourse.Place(account, Order(leg, side, reduce));
    }

    private OrderRequest Order(PositionLeg leg, Side side, bool reduce)
    {
        var isMarket = Chance(4);
        var trigger = Chance(6)
            ? new OrderTrigger(
                Near(300), Pick<TriggerDirection>(TriggerDirection.RisesTo, TriggerDirection.FallsTo),
                Pick(TriggerSource.Last, TriggerSource.Mark))
            : null;
        return new OrderRequest(
            side,
            isMarket ? OrderKind.Market : OrderKind.Limit,
            Size(),
            isMarket ? null : Near(150),
            Pick(TimeInForce.GoodTillCancelled, TimeInForce.GoodTillCancelled, TimeInForce.PostOnly,
                TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill),
            reduce,
            leg,
            Trigger: trigger,
            Protection: reduce || !Chance(4) ? null : Protection(),
            SelfTrade: (SelfTradePrevention)_random.Next(1, 5));
    }

    private AttachedProtection Protection() =>
        new(Price(), Price(), Chance(2));

    private ProtectionPrice? Price() =>
        Chance(3) ? null : new ProtectionPrice(Near(600), Pick(TriggerSource.Last, TriggerSource.Mark));

    private IReadOnlyList<ExchangeEvent> Cancel()
    {
        var account = Account();
        return Any(account) is { } order && !Chance(10)
            ? Bourse.Cancel(account, order.OrderId)
            : Bourse.Do(new ExchangeCommands.CancelOrders(Bourse.Now, account));
    }

    private IReadOnlyList<ExchangeEvent> Amend()
    {
        var account = Account();
        return Any(account) is { } order
            ? Bourse.Amend(account, order.OrderId, new OrderChange(
                Chance(2) ? Near(150) : null, Chance(2) ? Size() : null, Chance(3) ? Near(300) : null))
            : House();
    }

    private OrderView? Any(AccountId account) =>
        Bourse.Open(account) is { Count: > 0 } open ? open[_random.Next(open.Count)] : null;

    private IReadOnlyList<ExchangeEvent> Reprice(bool wide)
    {
        _mark = Math.Max(1m, _mark * (1m + (_random.Next(-100, 101) / (wide ? 400m : 10_000m))));
        _mark = Math.Round(_mark, 4);
        return Bourse.Mark(_mark);
    }

    private IReadOnlyList<ExchangeEvent> House()
    {
        var side = Side();
        var top = Math.Round(_mark, 2) - (side.Sign() * _random.Next(1, 30) / 100m);
        var levels = Enumerable.Range(0, _random.Next(1, 12))
            .Select(depth => new HouseLevel(
                Math.Max(0.01m, top - (side.Sign() * depth / 20m)), _random.Next(0, 300) / 10m))
            .DistinctBy(level => level.PriceQuote);
        return Chance(2)
            ? Bourse.Do(new ExchangeCommands.ReplaceHouseBook(Bourse.Now, Given.Sol, side, [.. levels]))
            : Bourse.Do(new ExchangeCommands.UpdateHouseBook(
                Bourse.Now,
                Given.Sol,
                side == Messages.Units.Side.Buy ? [.. levels] : [],
                side == Messages.Units.Side.Buy ? [] : [.. levels]));
    }

    private IReadOnlyList<ExchangeEvent> Protect()
    {
        var account = Account();
        var trailing = Chance(3) ? _random.Next(1, 200) / 100m : (decimal?)null;
        return Chance(2)
            ? Bourse.Do(new ExchangeCommands.SetProtection(
                Bourse.Now, account, Given.Sol, Leg(account), Price(), Price(), trailing))
            : Bourse.Do(new ExchangeCommands.AddPartialProtection(
                Bourse.Now, account, Given.Sol, Leg(account), Size(), Price(), Price()));
    }

    private IReadOnlyList<ExchangeEvent> Money()
    {
        var (account, amount) = (Account(), _random.Next(-2_000, 3_000));
        if (Chance(2))
        {
            return Bourse.Do(new ExchangeCommands.AddMargin(
                Bourse.Now, account, Given.Sol, Leg(account), amount / 10m));
        }

        var events = Bourse.Do(new ExchangeCommands.Transfer(Bourse.Now, account, amount));
        Bourse.DepositedQuote += events.Refusal() is null ? amount : 0m;
        return events;
    }

    private IReadOnlyList<ExchangeEvent> Modes() => _random.Next(3) switch
    {
        0 => Bourse.Leverage(Account(), Pick(1m, 3m, 10m, 25m, 50m)),
        1 => Bourse.Isolate(Account()),
        _ => Hedge(Account()),
    };

    private IReadOnlyList<ExchangeEvent> Hedge(AccountId account)
    {
        var events = Bourse.Hedge(account);
        if (events.Refusal() is null)
        {
            _hedged.Add(account);
        }

        return events;
    }
}
