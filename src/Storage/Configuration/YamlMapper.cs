using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using WhaleStack.Quant;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WhaleStack.Storage.Configuration;

/// <summary>Builds option records from YAML nodes by their constructors, and collects what does not fit.</summary>
internal sealed class YamlMapper(string path, ICollection<ConfigMistake> mistakes)
{
    private readonly NullabilityInfoContext _nullability = new();
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<(IValidatedOptions Options, string Key)> _groups = [];

    /// <summary>The record of a whole file; null when there was a mistake.</summary>
    public object? Map(YamlMappingNode root, Type type)
    {
        _lines[string.Empty] = (int)root.Start.Line;
        var options = MapRecord(root, type, string.Empty);

        // A record answers for the groups below it; when it could not be made, they answer for themselves.
        var whole = options as IValidatedOptions;
        foreach (var (group, key) in whole is null ? _groups : [(whole, string.Empty)])
        {
            AddProblems(group, key);
        }

        return options;
    }

    private object? MapValue(YamlNode node, Type type, string key)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (YamlScalars.Expectation(inner) is not null)
        {
            return MapScalar(node, inner, key);
        }

        if (ItemTypeOf(inner) is { } item)
        {
            return node is YamlSequenceNode list
                ? MapList(list, item, inner, key)
                : Mistake(node, key, $"expected a list, found {Describe(node)}.");
        }

        if (node is not YamlMappingNode mapping)
        {
            return Mistake(node, key, $"expected keys below it, found {Describe(node)}.");
        }

        return DictionaryTypesOf(inner) is { } pair
            ? MapDictionary(mapping, pair, key)
            : MapRecord(mapping, inner, key);
    }

    private object? MapScalar(YamlNode node, Type type, string key)
    {
        if (node is not YamlScalarNode { Value: { } text } scalar)
        {
            return Mistake(node, key, $"expected {YamlScalars.Expectation(type)}, found {Describe(node)}.");
        }

        if (type != typeof(string) && text.EndsWith('%'))
        {
            return Mistake(node, key, $"'{text}' is a percentage: write a fraction, such as 0.01 for one percent.");
        }

        var isPlain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any;
        var wantsPlain = type.IsPrimitive || type == typeof(decimal);
        return (isPlain || !wantsPlain) && YamlScalars.TryRead(text, type, out var value)
            ? value
            : Mistake(node, key, $"'{text}' is not {YamlScalars.Expectation(type)}.");
    }

    private object? MapList(YamlSequenceNode list, Type item, Type listType, string key)
    {
        var items = Array.CreateInstance(item, list.Children.Count);
        for (var i = 0; i < list.Children.Count; i++)
        {
            // What is no value is a mistake already: go on, to find the others.
            items.SetValue(MapValue(list.Children[i], item, $"{key}[{i}]"), i);
        }

        return listType.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? Generic(nameof(ArrayOf), item).Invoke(null, [items])
            : items;
    }

    private object? MapDictionary(YamlMappingNode mapping, (Type Key, Type Value) types, string key)
    {
        var dictionary = typeof(Dictionary<,>).MakeGenericType(types.Key, types.Value);
        var entries = (IDictionary)Activator.CreateInstance(dictionary)!;
        foreach (var (name, node) in mapping.Children)
        {
            var entryKey = MapScalar(name, types.Key, key);
            var entryValue = MapValue(node, types.Value, $"{key}.{name}");
            if (entryKey is not null && entryValue is not null)
            {
                entries.Add(entryKey, entryValue);
            }
        }

        return Generic(nameof(SortedOf), types.Key, types.Value).Invoke(null, [entries]);
    }

    private object? MapRecord(YamlMappingNode mapping, Type type, string key)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new NotSupportedException($"{type} has no public constructor to read options into.");
        var parameters = constructor.GetParameters();
        var before = mistakes.Count;
        RefuseUnknownKeys(mapping, [.. parameters.Select(p => YamlNames.SnakeCase(p.Name!))], key);
        var arguments = parameters.Select(parameter => MapParameter(mapping, parameter, key)).ToArray();
        if (mistakes.Count != before)
        {
            return null;
        }

        try
        {
            var options = constructor.Invoke(arguments);
            if (options is IValidatedOptions group)
            {
                _groups.Add((group, key));
            }

            return options;
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentException or FormatException)
        {
            return Mistake(mapping, key, error.InnerException.Message);
        }
    }

    private object? MapParameter(YamlMappingNode mapping, ParameterInfo parameter, string parent)
    {
        var name = YamlNames.SnakeCase(parameter.Name!);
        var key = parent.Length == 0 ? name : $"{parent}.{name}";
        var isGiven = mapping.Children.TryGetValue(new YamlScalarNode(name), out var node);
        _lines[key] = (int)(isGiven ? node! : mapping).Start.Line;
        if (isGiven && !IsNull(node!))
        {
            return MapValue(node!, parameter.ParameterType, key);
        }

        if (isGiven && MayBeNull(parameter))
        {
            return null;
        }

        return parameter.HasDefaultValue && !isGiven
            ? parameter.DefaultValue
            : Mistake(isGiven ? node! : mapping, key, $"is missing; expected {Expectation(parameter.ParameterType)}.");
    }

    private void RefuseUnknownKeys(YamlMappingNode mapping, string[] known, string parent)
    {
        foreach (var name in mapping.Children.Keys)
        {
            var text = (name as YamlScalarNode)?.Value ?? Describe(name);
            if (!known.Contains(text, StringComparer.Ordinal))
            {
                var meant = NearMiss.Of(text, known);
                Mistake(
                    name,
                    parent.Length == 0 ? text : $"{parent}.{text}",
                    meant is null ? "unknown key." : $"unknown key. Did you mean {meant}?");
            }
        }
    }

    private void AddProblems(IValidatedOptions options, string key)
    {
        foreach (var problem in options.Validate())
        {
            // A problem begins with the key it is about: the longest one known says which line that is on.
            var text = key.Length == 0 ? problem : $"{key}.{problem}";
            var about = _lines.Keys.Where(known => text.StartsWith(known, StringComparison.Ordinal))
                .MaxBy(known => known.Length);
            mistakes.Add(new(path, _lines[about!], string.Empty, text));
        }
    }

    private object? Mistake(YamlNode node, string key, string problem)
    {
        mistakes.Add(new(path, (int)node.Start.Line, key, problem));
        return null;
    }

    private bool MayBeNull(ParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        || (!parameter.ParameterType.IsValueType
            && _nullability.Create(parameter).WriteState == NullabilityState.Nullable);

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" };

    private static string Describe(YamlNode node) => node switch
    {
        YamlScalarNode scalar => $"'{scalar.Value}'",
        YamlSequenceNode => "a list",
        _ => "keys",
    };

    private static string Expectation(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return YamlScalars.Expectation(inner) ?? (ItemTypeOf(inner) is null ? "keys below it" : "a list");
    }

    private static Type? ItemTypeOf(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var item]
        && (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            || type.IsAssignableFrom(item.MakeArrayType())) ? item : null;

    private static (Type Key, Type Value)? DictionaryTypesOf(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value]
        && type.IsAssignableFrom(typeof(ImmutableSortedDictionary<,>).MakeGenericType(key, value))
            ? (key, value)
            : null;

    private static MethodInfo Generic(string name, params Type[] types) =>
        typeof(YamlMapper).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(types);

    private static ImmutableArray<T> ArrayOf<T>(T[] items) => [.. items];

    private static ImmutableSortedDictionary<TKey, TValue> SortedOf<TKey, TValue>(Dictionary<TKey, TValue> entries)
        where TKey : notnull => entries.ToImmutableSortedDictionary();
}
