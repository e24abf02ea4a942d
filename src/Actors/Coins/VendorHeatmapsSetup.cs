using System.Collections.Immutable;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Coins;

/// <summary>An instrument, as a vendor names its exchange.</summary>
/// <param name="Coin">The instrument.</param>
/// <param name="Exchange">The exchange.</param>
public sealed record VendorCoin(InstrumentId Coin, string Exchange);

/// <summary>Whose heatmaps the coins are told, and of which of them.</summary>
/// <param name="Data">The vendor; whoever made it disposes of it, after the system has ended.</param>
/// <param name="Source">The vendor's name, as people see it.</param>
/// <param name="Options">Which models, and how often.</param>
/// <param name="Coins">Which instruments.</param>
public sealed record VendorHeatmapsSetup(
    IDerivativesData Data, string Source, VendorHeatmapOptions Options, ImmutableArray<VendorCoin> Coins);
