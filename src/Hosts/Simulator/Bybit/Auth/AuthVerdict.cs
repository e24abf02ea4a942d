using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Bybit.Rest;

namespace WhaleStack.Simulator.Bybit.Auth;

/// <summary>Who asks, or why nobody may know.</summary>
/// <param name="Account">The account whose signature it is; null when refused.</param>
/// <param name="Refusal">The answer to give; null when granted.</param>
public sealed record AuthVerdict(ApiAccount? Account, Answer? Refusal)
{
    /// <summary>It is this account.</summary>
    public static AuthVerdict Granted(ApiAccount account) => new(account, null);

    /// <summary>It is nobody.</summary>
    public static AuthVerdict Refused(int code, string message) => new(null, Answer.Refuse(code, message));
}
