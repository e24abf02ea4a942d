using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akka.Surface.Tests;

/// <summary>One line for each member that a user of the assembly can see.</summary>
internal static class MemberLines
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Constructors, fields, properties, events and methods, each group in the order of its text.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        var sealedType = type.IsSealed;
        return Sorted(type.GetConstructors(Declared).Where(c => !c.IsStatic && IsSeen(c, sealedType)).Select(Line))
            .Concat(Sorted(type.GetFields(Declared).Where(f => IsSeen(f, sealedType)).Select(Line)))
            .Concat(Sorted(type.GetProperties(Declared).Where(p => IsSeen(p, sealedType)).Select(p => Line(p, type))))
            .Concat(Sorted(type.GetEvents(Declared).Where(e => IsSeen(e.AddMethod!, sealedType)).Select(Line)))
            .Concat(Sorted(type.GetMethods(Declared).Where(m => IsWritten(m) && IsSeen(m, sealedType)).Select(Line)));
    }

    /// <summary>The parameters with their modifiers and defaults.</summary>
    public static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        var texts = method.GetParameters().Select((p, i) => (isExtension && i == 0 ? "this " : string.Empty) + Text(p));
        return string.Join(", ", texts);
    }

    /// <summary>Constraints of the type parameters.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(parameter =>
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var words = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            words.Add("class");
        }

        words.AddRange(isStruct
            ? ["struct"]
            : parameter.GetGenericParameterConstraints().Select(TypeNames.Of).Order(StringComparer.Ordinal));
        if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            words.Add("new()");
        }

        return words.Count == 0 ? string.Empty : $" where {parameter.Name} : {string.Join(", ", words)}";
    }));

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static bool IsSeen(MethodBase method, bool sealedType) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !sealedType);

    private static bool IsSeen(FieldInfo field, bool sealedType) =>
        field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !sealedType);

    private static bool IsSeen(PropertyInfo property, bool sealedType) =>
        property.GetAccessors(nonPublic: true).Any(a => IsSeen(a, sealedType));

    /// <summary>Not made by the compiler, and not one of the three that every type has.</summary>
    private static bool IsWritten(MethodInfo method)
    {
        var isOperator = method.Name.StartsWith("op_", StringComparison.Ordinal);
        return (!method.IsSpecialName || isOperator)
            && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && !method.Name.StartsWith('<')
            && method.Name is not (nameof(ToString) or nameof(GetHashCode) or nameof(Equals) or "Finalize");
    }

    private static string Line(ConstructorInfo constructor) =>
        $"{Access(constructor)}.ctor({Parameters(constructor)})";

    private static string Line(FieldInfo field)
    {
        var access = field.IsPublic ? string.Empty : "protected ";
        var scope = field.IsStatic ? "static " : string.Empty;
        return $"{access}field {scope}{TypeNames.Of(field.FieldType)} {field.Name}";
    }

    private static string Line(PropertyInfo property, Type type)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(a => IsSeen(a, type.IsSealed)).ToList();
        var widest = accessors.Find(a => a.IsPublic) ?? accessors[0];
        var get = accessors.Contains(property.GetMethod!) ? " get;" : string.Empty;
        var set = property.SetMethod is { } setter && accessors.Contains(setter)
            ? setter.IsPublic == widest.IsPublic ? " set;" : " protected set;"
            : string.Empty;
        var index = property.GetIndexParameters() is { Length: > 0 } parameters
            ? $"[{string.Join(", ", parameters.Select(Text))}]"
            : string.Empty;
        return $"{Access(widest)}{Modifiers(widest)}{TypeNames.Of(property.PropertyType)} {property.Name}{index} "
            + $"{{{get}{set} }}";
    }

    private static string Line(EventInfo @event) =>
        $"{Access(@event.AddMethod!)}event {TypeNames.Of(@event.EventHandlerType!)} {@event.Name}";

    private static string Line(MethodInfo method)
    {
        var own = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        var generic = own.Length == 0 ? string.Empty : $"<{string.Join(", ", own.Select(TypeNames.Of))}>";
        return $"{Access(method)}{Modifiers(method)}{TypeNames.Of(method.ReturnType)} {method.Name}{generic}"
            + $"({Parameters(method)}){Constraints(own)}";
    }

    private static string Access(MethodBase method) => method.IsPublic ? string.Empty : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsStatic ? "static " : string.Empty;
        }

        return method switch
        {
            { IsStatic: true } => "static ",
            { IsVirtual: false } => string.Empty,
            _ when method.GetBaseDefinition() != method => "override ",
            { IsAbstract: true } => "abstract ",
            { IsFinal: true } => string.Empty,
            _ => "virtual ",
        };
    }

    private static string Text(ParameterInfo parameter)
    {
        var kind = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) => "params ",
            _ => string.Empty,
        };
        var fallback = parameter.HasDefaultValue ? $" = {Default(parameter)}" : string.Empty;
        return $"{kind}{TypeNames.Of(parameter.ParameterType)} {parameter.Name}{fallback}";
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? "default"
            : "null",
        bool value => value ? "true" : "false",
        string text => $"\"{text}\"",
        Enum value => $"{TypeNames.Of(value.GetType())}.{value}",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };
}
