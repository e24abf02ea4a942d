namespace WhaleStack.ThirdParty.Tests;

/// <summary>
/// A test that needs Node 20 and npm's registry: where one is missing it is skipped, and says so; such an optional skip
/// does not fail <c>./whale test</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithClientsAttribute : FactAttribute
{
    /// <summary>Asks whether the clients are there.</summary>
    public FactWithClientsAttribute()
    {
        if (NodeClients.Missing is { } missing)
        {
            Skip = $"optional: clients that others wrote are not tried: {missing}";
        }
    }
}
