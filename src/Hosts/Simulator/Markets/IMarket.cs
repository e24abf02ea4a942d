using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Markets;

/// <summary>Brings prices and outside liquidity to the exchange.</summary>
public interface IMarket
{
    /// <summary>What can be traded.</summary>
    IReadOnlySet<InstrumentId> Instruments { get; }

    /// <summary>Lists the instruments and brings the first prices.</summary>
    void Open(DeskTurn turn);

    /// <summary>Brings what happened until the time of the turn.</summary>
    void Advance(DeskTurn turn);
}
