using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Makes the assertions of a test known to everything that works in its system.</summary>
public class TestKitAssertionsExtension : ExtensionIdProvider<TestKitAssertionsProvider>
{
    private readonly ITestKitAssertions _assertions;

    /// <summary>Holds the assertions until a system asks for them.</summary>
    public TestKitAssertionsExtension(ITestKitAssertions assertions)
    {
        _assertions = assertions;
    }

    /// <summary>The assertions of a system; null when no test kit works in it.</summary>
    public static TestKitAssertionsProvider For(ActorSystem system) =>
        system.GetExtension<TestKitAssertionsProvider>();

    /// <inheritdoc/>
    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) => new(_assertions);
}

/// <summary>Holds the assertions of a system.</summary>
public class TestKitAssertionsProvider : IExtension
{
    /// <summary>Holds its argument.</summary>
    public TestKitAssertionsProvider(ITestKitAssertions assertions)
    {
        Assertions = assertions;
    }

    /// <summary>How failures are said.</summary>
    public ITestKitAssertions Assertions { get; }
}
