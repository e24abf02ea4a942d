using System.Globalization;
using Akka.Event;
using Serilog.Events;
using Serilog.Parsing;

namespace Akka.Logger.Serilog;

/// <summary>Formats messages with named holes as Serilog does.</summary>
public class SerilogLogMessageFormatter : ILogMessageFormatter
{
    /// <summary>The instance to share.</summary>
    public static readonly SerilogLogMessageFormatter Instance = new();

    private readonly MessageTemplateParser _parser = new();

    /// <inheritdoc/>
    public string Format(string format, params object[] args)
    {
        var template = _parser.Parse(format);
        var holes = template.Tokens.OfType<PropertyToken>().ToArray();
        var properties = new Dictionary<string, LogEventPropertyValue>();
        for (var i = 0; i < holes.Length; i++)
        {
            var index = holes[i].TryGetPositionalValue(out var position) ? position : i;
            if (index < args.Length)
            {
                properties[holes[i].PropertyName] = new ScalarValue(args[index]);
            }
        }

        return template.Render(properties, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
}
