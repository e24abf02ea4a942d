namespace Akka.Streams.Implementation.Modules;

/// <summary>How blueprints are put together.</summary>
internal static class ModuleExtensions
{
    /// <summary>Connects the only outlet of the left graph with the only inlet of the right one.</summary>
    public static Module Connect<TLeft, TRight, TMat>(
        this IModule left, IModule right, Func<TLeft, TRight, TMat> combine, Shape shape) =>
        new LinearModule((Module)left, (Module)right, (l, r) => combine((TLeft)l!, (TRight)r!), shape);

    /// <summary>The same, keeping what the left graph materializes.</summary>
    public static Module Connect(this IModule left, IModule right, Shape shape) =>
        new LinearModule((Module)left, (Module)right, static (l, _) => l, shape);

    public static Module Transform<TMat, TMat2>(this IModule inner, Func<TMat, TMat2> transform) =>
        new TransformModule((Module)inner, mat => transform((TMat)mat!));

    public static Module With(this IModule module, Attributes attributes) =>
        ((Module)module).WithAttributes(attributes);

    public static Module Plus(this IModule module, Attributes attributes) =>
        ((Module)module).AddAttributes(attributes);

    public static Module PlusAsync(this IModule module) =>
        ((Module)module).AddAttributes(new Attributes(Attributes.AsyncBoundary.Instance));
}
