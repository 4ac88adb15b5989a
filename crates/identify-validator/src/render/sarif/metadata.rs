//! What SARIF says of the tool: every rule, by what its own file says.

use super::document::{
    Configuration, Driver, Help, Level, Message, ReportingDescriptor, RuleProperties, Tool,
};
use crate::{render::Style, report::Safety, rule::Rule, rules::RULES};

pub(super) fn tool(style: &Style) -> Tool {
    let version = env!("CARGO_PKG_VERSION");
    Tool {
        driver: Driver {
            name: "identify",
            full_name: format!("identify {version}"),
            version,
            semantic_version: version,
            information_uri: style.base().map(str::to_owned),
            rules: RULES.iter().map(|rule| descriptor(rule, style)).collect(),
        },
    }
}

fn descriptor(rule: &'static Rule, style: &Style) -> ReportingDescriptor {
    let first = rule.docs.split("\n\n").next().unwrap_or_default();
    ReportingDescriptor {
        id: rule.id,
        name: pascal_case(rule.id),
        short_description: Message::new(&sentence(rule.summary)),
        full_description: Message::new(&first.replace('\n', " ")),
        help: Help { text: rule.docs.to_owned(), markdown: rule.docs },
        help_uri: style.link(rule.id),
        default_configuration: Configuration { level: Level(rule.level) },
        properties: RuleProperties { tags: tags(rule) },
    }
}

fn tags(rule: &Rule) -> Vec<String> {
    let group = rule.group.name().replace(' ', "-");
    let fixes = rule.fixes.iter().map(|safety| match safety {
        Safety::Safe => "safe-fix".to_owned(),
        Safety::Unsafe => "unsafe-fix".to_owned(),
    });
    std::iter::once(group).chain(fixes).collect()
}

/// `deprecated-alias` as `DeprecatedAlias`.
fn pascal_case(id: &str) -> String {
    id.split('-').map(capitalised).collect()
}

fn sentence(text: &str) -> String {
    capitalised(text) + "."
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
