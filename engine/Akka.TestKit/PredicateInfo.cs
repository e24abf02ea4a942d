namespace Akka.TestKit;

/// <summary>A predicate together with the type of message that it is for.</summary>
public class PredicateInfo
{
    private readonly Func<object, bool> _accepts;

    private PredicateInfo(Delegate predicate, Type type, Func<object, bool> accepts)
    {
        PredicateT = predicate;
        Type = type;
        _accepts = accepts;
    }

    /// <summary>The predicate.</summary>
    public Delegate PredicateT { get; }

    /// <summary>The type of message.</summary>
    public Type Type { get; }

    /// <summary>Joins a predicate with its type.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicateT) =>
        new(predicateT, typeof(T), message => message is T typed && predicateT(typed));

    /// <summary>True when the message is of the type and the predicate holds for it.</summary>
    internal bool Accepts(object message) => _accepts(message);
}

/// <summary>Makes <see cref="PredicateInfo"/>s.</summary>
public static class PredicateInfoFactory
{
    /// <summary>Joins a predicate with its type.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) =>
        PredicateInfo.Create(predicateT);

    /// <summary>Joins a predicate with its type; the delegate takes one <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentException">The delegate is no predicate of that type.</exception>
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) =>
        PredicateInfo.Create(predicateT as Predicate<T> ?? Bind<T>(predicateT));

    private static Predicate<T> Bind<T>(Delegate predicate) =>
        (Predicate<T>)Delegate.CreateDelegate(typeof(Predicate<T>), predicate.Target, predicate.Method);
}
