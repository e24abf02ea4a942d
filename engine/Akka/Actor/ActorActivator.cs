using System.Reflection;

namespace Akka.Actor;

/// <summary>Calls the constructor that fits a list of arguments, optional parameters included.</summary>
internal static class ActorActivator
{
    private const BindingFlags AnyConstructor =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static object CreateInstance(Type type, object[] args)
    {
        try
        {
            return args.Length == 0 && type.GetConstructor(AnyConstructor, []) is not null
                ? Activator.CreateInstance(type, nonPublic: true)!
                : Invoke(type, args);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static object Invoke(Type type, object[] args)
    {
        foreach (var constructor in type.GetConstructors(AnyConstructor).OrderBy(c => c.GetParameters().Length))
        {
            var parameters = constructor.GetParameters();
            if (parameters.Length < args.Length || !Fits(parameters, args))
            {
                continue;
            }

            var full = new object?[parameters.Length];
            for (var i = 0; i < full.Length; i++)
            {
                full[i] = i < args.Length ? args[i] : parameters[i].DefaultValue;
            }

            return constructor.Invoke(full);
        }

        var names = string.Join(", ", args.Select(a => a?.GetType().Name ?? "null"));
        throw new MissingMethodException($"Constructor on type '{type}' with arguments ({names}) not found.");
    }

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
}
