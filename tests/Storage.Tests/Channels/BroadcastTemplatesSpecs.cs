using WhaleStack.Channels.Templates;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Storage.Tests.Serialization;

namespace WhaleStack.Storage.Tests.Channels;

public sealed class BroadcastTemplatesSpecs
{
    [Fact]
    public void The_shipped_words_tell_a_signal_and_a_fill()
    {
        var templates = BroadcastTemplates.Load(Repository.File("config", "broadcast_templates", "file.md"));
        Assert.Equal(
            "2026-03-05 12:00 UTC SHORT ETHUSDT at 3500: target 3300.25, stop 3580.5 (confidence 0.73). Why: "
            + "longs below outweigh shorts above 3:1; trend agrees (-1.2 %)",
            templates.SignalText(EventSamples.Signal));
        Assert.Equal(
            "2026-03-05 12:00 UTC SELL 0.012 BTCUSDT at 69100.12345678 by whale_target (stop): "
            + "fee 0.46, realised -12.35",
            templates.FillText(new PortfolioEvents.FillBooked(EventSamples.Fill, -12.3456789m)));
    }

    [Fact]
    public void Sections_may_have_many_lines_and_any_order()
    {
        var templates = Parse("comment\n## fill\r\n{{ id }}:\r\n{{value:0}}\r\n\n## signal\nx\n\n");
        Assert.Equal("x", templates.SignalText(EventSamples.Signal));
        Assert.Equal("x-7:\n829", templates.FillText(new PortfolioEvents.FillBooked(EventSamples.Fill, 0m)));
    }

    [Theory]
    [InlineData("## signal\nx", "section '## fill' is missing")]
    [InlineData("## signal\n\n## fill\nx", "section '## signal' is missing or empty")]
    [InlineData("## signal\nx\n## fill\ny\n## trade\nz", "line 5: '## trade' is unknown")]
    [InlineData("## signal\nx\n## fill\ny\n## fill\nz", "line 5: '## fill' is unknown or given twice")]
    [InlineData("## signal\n{{price}}\n## fill\nx", "line 1: ## signal: '{{price}}' is unknown; there are agent,")]
    [InlineData("## signal\nx\n## fill\n{{price", "line 3: ## fill: a '{{' is not closed")]
    [InlineData("## signal\n{{entry:Q}}\n## fill\nx", "## signal: a format is wrong")]
    public void What_is_wrong_is_named(string text, string problem)
    {
        var error = Assert.Throws<TemplateException>(() => Parse(text));
        Assert.Contains("t.md", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_file_is_named()
    {
        using var temp = new TempFolder();
        var error = Assert.Throws<TemplateException>(() => BroadcastTemplates.Load(temp.File("no.md")));
        Assert.Contains("no.md", error.Message, StringComparison.Ordinal);
    }

    private static BroadcastTemplates Parse(string text) => BroadcastTemplates.Parse("t.md", text);
}
