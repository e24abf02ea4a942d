using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Akka.Actor;

/// <summary>
/// A constructor of an actor and the arguments for it, optional parameters included: found once for each recipe.
/// </summary>
internal sealed class ActorActivator
{
    private const BindingFlags AnyConstructor =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    // A table of weak keys, so that a type can be unloaded. Calls of a constructor get fast when it is called often.
    private static readonly ConditionalWeakTable<Type, Candidate[]> Known = [];

    private readonly ConstructorInvoker _invoker;
    private readonly object?[] _args;

    private ActorActivator(ConstructorInvoker invoker, object?[] args)
    {
        _invoker = invoker;
        _args = args;
    }

    /// <summary>
    /// Finds the constructor with the fewest parameters that fits; throws <see cref="MissingMethodException"/>.
    /// </summary>
    public static ActorActivator Find(Type type, object[] args)
    {
        foreach (var candidate in Known.GetValue(type, Candidates))
        {
            var parameters = candidate.Parameters;
            if (parameters.Length < args.Length || !Fits(parameters, args))
            {
                continue;
            }

            var full = new object?[parameters.Length];
            for (var i = 0; i < full.Length; i++)
            {
                full[i] = i < args.Length ? args[i] : parameters[i].DefaultValue;
            }

            return new ActorActivator(candidate.Invoker, full);
        }

        var names = string.Join(", ", args.Select(a => a?.GetType().Name ?? "null"));
        throw new MissingMethodException($"Constructor on type '{type}' with arguments ({names}) not found.");
    }

    /// <summary>Makes an instance; throws what the constructor throws.</summary>
    public object CreateInstance()
    {
        try
        {
            return _invoker.Invoke(_args.AsSpan());
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static Candidate[] Candidates(Type type) => type.GetConstructors(AnyConstructor)
        .OrderBy(c => c.GetParameters().Length)
        .Select(c => new Candidate(ConstructorInvoker.Create(c), c.GetParameters()))
        .ToArray();

    private static bool Fits(ParameterInfo[] parameters, object?[] args)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (i >= args.Length)
            {
                if (!parameters[i].HasDefaultValue)
                {
                    return false;
                }
            }
            else if (args[i] is { } argument ? !Accepts(type, argument) : !AcceptsNull(type))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AcceptsNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static bool Accepts(Type type, object argument) =>
        type.IsInstanceOfType(argument)
        || (Nullable.GetUnderlyingType(type)?.IsInstanceOfType(argument) ?? false)
        || (type.IsPrimitive && argument is IConvertible && IsWidening(argument.GetType(), type));

    private static bool IsWidening(Type from, Type to) =>
        (from == typeof(int) && (to == typeof(long) || to == typeof(double)))
        || (from == typeof(float) && to == typeof(double));

    private sealed record Candidate(ConstructorInvoker Invoker, ParameterInfo[] Parameters);
}
